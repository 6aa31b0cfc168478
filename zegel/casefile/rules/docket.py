"""What may be placed in the file, under which number, and how late it was (3.12-3.16)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final, get_args

from zegel.casefile.errors import ExhibitsOutOfOrder, KindUnknown, PageUnknown, TooManyDocuments
from zegel.law.case_states import State
from zegel.law.decisions import Decision
from zegel.law.rules.chapter_01 import DOCUMENT_KINDS
from zegel.law.rules.chapter_03_form import lateness, next_production, numbering_continues
from zegel.law.terms import compute
from zegel.law.verdicts import record_of
from zegel.lib.moments import amsterdam

COURT_KINDS: Final = (
    "oproeping", "beslissing", "bericht van de rechtbank", "proces-verbaal", "vonnis", "aantekening", "nota griffierecht",
)  # fmt: skip
"""What the court itself places: letters with a date, orders, messages, records, judgments, notes, notices of a fee."""

KINDS: Final = (*DOCUMENT_KINDS, *COURT_KINDS)
MOST_DOCUMENTS: Final = 200
SERIES: Final = 5_000
"""How many numbers a series of pieces has; of each party there are two."""
_SHIELDED_BY_COURT: Final = 8
_COURT_ALONE: Final = 9
LARGEST_ENVELOPE: Final = 256 * 1024


def series_of(circle: str, party: int | None, own: int | None = None) -> range:
    """The numbers for pieces before readers of a kind (`open`, `shielded`, `court`), filed by the party with a number in the case, None for the
    court; `own` is the number of the party whose own circle it is. What not everybody may see is numbered apart, so that nobody learns of it by
    a number that is missing (3.7): the third shielded piece of party 2 is 20003, what the court wrote to party 2 alone begins at 25001, other
    shielded pieces of the court at 80001, and what the court alone reads at 90001."""
    at = {"open": 0, "shielded": _SHIELDED_BY_COURT, "court": _COURT_ALONE}[circle]
    whose = own or party
    if circle == "shielded" and whose is not None:
        at = whose if whose < _SHIELDED_BY_COURT else whose + 2
    start = 2 * SERIES * at + (SERIES if own else 0)
    return range(start + 1, start + SERIES)


def known_state(state: str) -> str:
    """A state a list of cases can be narrowed to.

    Raises:
        PageUnknown: there is no such state.
    """
    if state not in get_args(State):
        raise PageUnknown(field="state")
    return state


def check_kind(kind: str, *, by_court: bool) -> str:
    """A kind of piece as the docket knows it.

    Raises:
        KindUnknown: none of the regulation's (1.2 d, n), or one only the court places.
    """
    if kind not in KINDS or (kind in COURT_KINDS) != by_court:
        raise KindUnknown(field="kind")
    return kind


def check_exhibits(filed: Collection[int], new: Sequence[int]) -> tuple[int | None, int | None]:
    """The first and last exhibit of a piece; each party numbers on over the whole case (3.14).

    Raises:
        ExhibitsOutOfOrder: a gap, or a number given before, with the number to go on from.
    """
    if not new:
        return None, None
    if not numbering_continues(filed, new):
        raise ExhibitsOutOfOrder(field="exhibits", first=next_production(filed).value)
    return new[0], new[-1]


def check_documents(count: int) -> None:
    """Not more files in one piece than a reader can work with.

    Raises:
        TooManyDocuments.
    """
    if not 1 <= count <= MOST_DOCUMENTS:
        raise TooManyDocuments(field="documents", most=MOST_DOCUMENTS)


def mark_of(decision: Decision) -> dict[str, Any] | None:
    """A mark of lateness as it is kept: rule, words, articles; None for what came in time. Nothing is hidden for it (3.16)."""
    if decision:
        return None
    return {**record_of(decision), "severity": decision.severity}


def late_mark(
    kind: str, filed_at: datetime, hearing: datetime | None, *, of_claimant: bool
) -> dict[str, Any] | None:
    """The mark of what came late before the hearing that is set (3.16, 5.3), with its reasoning; None without a hearing, for what came
    in time, and for an application, which is there before any hearing. What follows from it the judge decides (1.11)."""
    if hearing is None or kind == "aanvraag":
        return None
    told = amsterdam(hearing)
    cut_off = compute("3.16", {"hearing": told}).last_moment
    summons = kind == "dagvaarding" and of_claimant
    latest = compute("5.3", {"hearing": told.date()}).last_moment if summons else None
    answer = lateness(filed_at, last_moment=cut_off, is_summons=summons, summons_latest=latest)
    return mark_of(answer)


def legal_moment(filed_at: datetime, replaced_filed_at: datetime | None) -> datetime:
    """When a piece counts as filed: a replacement, when the original was (3.12)."""
    return replaced_filed_at if replaced_filed_at is not None else filed_at
