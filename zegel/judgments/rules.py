"""What the law says of a judgment, from values in hand: its form, who gets a copy, when it may wait, what the judge may see."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, get_args
from uuid import UUID

from zegel.law.case_states import State
from zegel.law.decisions import Decision
from zegel.law.numbers import Ecli, parse_ecli
from zegel.law.rules.chapter_03 import PDFA_VERDICTS, digital_format
from zegel.law.rules.chapter_12 import (
    copies_of_judgment,
    judgment_form,
    may_issue_grosse,
    may_postpone_judgment,
    may_reach_judge,
    short_judgment,
)
from zegel.lib.moments import amsterdam

type Form = Literal["written", "short", "oral"]
FORMS: Final[tuple[str, ...]] = ("written", "short", "oral")
FOLLOWS: Final[Mapping[str, str]] = {"short": "full", "oral": "record"}
"""What works out which judgment."""

PIECES: Final[Mapping[str, str]] = {
    "written": "vonnis",
    "short": "vonnis",
    "full": "vonnis",
    "record": "proces-verbaal",
}
"""As what a signed document stands in the docket."""

INTERESTS: Final = ("claim", "counterclaim", "costs")
"""Why a party may enforce: its claim or counterclaim was awarded, or costs were."""

AT_HEARING: Final[tuple[State, ...]] = ("called", "default")
WAITING: Final[tuple[State, ...]] = (
    "judgment set",
    "default judgment set",
    "judgment given",
    "issued",
    "closed",
)  # fmt: skip
"""In these the day of judgment was set, or is past: what comes in waits (12.6)."""

WITH_JUDGMENT: Final[tuple[State, ...]] = WAITING[2:]
WITH_DRAFT: Final[tuple[State, ...]] = (*AT_HEARING, "costs pending", *WAITING)
"""In these there is a judgment to read, or for the court one to write."""

type Ground = Literal["agreed", "clearing", "judge"]
GROUNDS: Final[tuple[str, ...]] = get_args(Ground.__value__)
LARGEST_NOTES: Final = 512 * 1024


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a judge says of a judgment: which parties appeared, whether it could not wait, and what a checker says of the PDF."""

    appeared: tuple[UUID, ...]
    very_urgent: bool = False
    format: str = "claims PDF/A"


def form_decisions(
    form: str, state: str, told: Circumstances, parties: Collection[UUID]
) -> tuple[Decision, ...]:
    """What the law answers about a judgment in this form, in this state of the case (12.1, 12.4, 29a Rv)."""
    found = [
        judgment_form(
            written=form != "oral",
            at_hearing=state in AT_HEARING,
            all_appeared=set(parties) <= set(told.appeared),
            urgent=told.very_urgent,
        )
    ]
    if form == "short":
        found.append(short_judgment(told.very_urgent))
    if form != "oral":
        found.append(document_decision(told.format))
    return tuple(found)


def document_decision(verdict: str) -> Decision:
    """What the law says of the format of a document the court signs; a verdict nobody knows counts as none."""
    return digital_format(verdict if verdict in PDFA_VERDICTS else PDFA_VERDICTS[0])


def events_and_terms(form: str, at: datetime) -> tuple[tuple[str, ...], dict[str, dict[str, str]]]:
    """Which closer event giving judgment in this form is, and the facts of the term it begins."""
    day = amsterdam(at).date().isoformat()
    if form == "oral":
        return ("judgment oral",), {"12.3": {"judgment": day}}
    if form == "short":
        return ("judgment short",), {"12.4": {"judgment": day, "form": "written"}}
    return (), {}


def copies(appeared: Iterable[tuple[UUID, bool]]) -> list[dict[str, str]]:
    """Who gets the judgment and how, from the parties that appeared and whether each reads digitally (12.3)."""
    ways = copies_of_judgment((str(party), digital) for party, digital in appeared).value
    return [{"party": party, "way": way} for party, way in ways]


def grosse_decision(interest: str, earlier: int, *, asked: bool) -> Decision:
    """Whether an enforceable copy on paper is given; a further one only when it was asked for (231(2) Rv)."""
    decision = may_issue_grosse("paper", interest in INTERESTS, earlier)
    if decision and earlier and not asked:
        return may_issue_grosse("paper", may_enforce=False, earlier=earlier)
    return decision


def postponement_decision(
    asked: Collection[UUID], parties: Collection[UUID], new_day: datetime | None, *, written: bool
) -> Decision:
    """Whether the judgment is put off: all parties asked for it in writing, to a day and time (12.5). After an oral judgment the
    course of the case allows no postponement at all."""
    return may_postpone_judgment(set(parties) <= set(asked), written, oral_given=False, new_day=new_day)


def reach_decision(
    filed_at: datetime, judgment_set: datetime | None, others: Collection[UUID], released: Mapping[str, Any]
) -> Decision:
    """Whether a piece reaches the judge (12.6); `released` holds `ground` and who `agreed`, where it was released."""
    agreed = {str(party) for party in released.get("agreed", ())}
    clears = released.get("ground") == "clearing"
    return may_reach_judge(filed_at, judgment_set, {str(party) for party in others}, agreed, clears)


def canonical_ecli(text: str) -> str:
    """An ECLI of a Dutch court in its one spelling; empty for any other text."""
    found = parse_ecli(text)
    return str(found) if isinstance(found, Ecli) and found.country == "NL" else ""
