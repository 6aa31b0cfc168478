"""Chapter 10, *mondelinge behandeling*: the hearing."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Literal

from zegel.law.courts import Matter
from zegel.law.decisions import Decision
from zegel.law.sources import RV, article
from zegel.law.texts import Phrases
from zegel.law.verdicts import (
    Answer,
    Row,
    answer,
    for_judge,
    not_later,
    passed,
    refused,
    warned,
)

Appearance = Literal["in person", "with lawyer", "authorised representative", "holder of a power of attorney"]

KNOWN_REPRESENTATIVES = frozenset(
    {
        "advocaat",
        "deurwaarder",
        "juridisch medewerker vakbond",
        "juridisch medewerker rechtsbijstandsverzekeraar",
    }
)
DETAINED_FIELDS = ("full names", "date of birth", "place of detention")


def claim_changed_in_form(in_writing: bool, at_hearing: bool, told_before: bool) -> Decision:
    """Ask for a change of claim on paper, handed in at the hearing, preferably told before; handwriting will do."""
    if not (in_writing and at_hearing):
        return refused("10.1-a", "put the change in writing and hand it in at the hearing", "10.1")
    if not told_before:
        return warned("10.1-a", "preferably tell the change before the hearing", "10.1", override="judge")
    return passed("10.1-a", "the change is in writing and was handed in", "10.1")


def claim_change_against_absent(appeared: bool, served_in_time: bool) -> Decision:
    """Keep a change of claim from a party that did not appear, unless it was served in time."""
    if appeared or served_in_time:
        return passed("10.1-b", "the other party could know the change", "10.1", article(RV, "130(3)"))
    return refused(
        "10.1-b", "the change does not hold against an absent party", "10.1", article(RV, "130(3)")
    )


def power_of_attorney(how: Appearance, profession: str, shown: bool) -> Decision:
    """Kanton: who acts for a party shows a power of attorney, but for lawyer, bailiff, union and insurer's staff."""
    if how == "holder of a power of attorney":
        needed, reason = True, "show a power of attorney, with authority to settle"
    else:
        needed = how == "authorised representative" and profession not in KNOWN_REPRESENTATIVES
        reason = "show a power of attorney signed by the party"
    if needed and not shown:
        return warned("10.2-k", reason, "10.2", override="judge")
    return passed("10.2-k", "may appear for the party", "10.2")


def may_appear(matter: Matter, claimant: bool, how: Appearance, helped_by_other: bool = False) -> Decision:
    """Familie and handel: the claimant with a lawyer, the defendant also in person; other help is for the judge."""
    if matter == "kanton" or how == "with lawyer":
        return passed("10.2-f", "may appear in this way", "10.2")
    if claimant:
        return refused("10.2-f", "in {matter} the claimant appears with a lawyer", "10.2", matter=matter)
    if how != "in person":
        return refused("10.2-f", "only a lawyer represents a party here", "10.2", article(RV, "255(1)"))
    if helped_by_other:
        return for_judge("10.2-f", "the judge may refuse help by somebody who is not a lawyer", "10.2")
    return passed("10.2-f", "the defendant may appear in person", "10.2")


def legal_person_shown(
    extract: date | None, oldest: date, *, director: bool, works_there: bool, appointment_shown: bool
) -> Decision:
    """Handel: for a defendant company in person a director or appointed employee, with a recent extract.

    `oldest` is the oldest day the extract may bear (term 10.3: a month before the hearing).
    """
    if not director and not works_there:
        return refused("10.3", "only a director or an appointed person who works there represents it", "10.3")
    missing = [] if extract and extract >= oldest else ["extract not older than a month"]
    missing += [] if director or appointment_shown else ["statutes or power of attorney"]
    if missing:
        return warned(
            "10.3",
            "show at the hearing: {missing}",
            "10.3",
            override="judge",
            missing=Phrases(tuple(missing)),
        )
    return passed("10.3", "the legal person is duly represented", "10.3")


def interpreter(needed: bool) -> Answer[str]:
    """Say who provides and pays the interpreter: the party that needs one."""
    return answer("10.4", "party" if needed else "nobody", "at the party's own care and cost", "10.4")


def detained_request(fields: Collection[str], asked: datetime | None, latest: datetime) -> Decision:
    """Check a request to bring a detained party: full data, at latest three working days before the hearing."""
    missing = [name for name in DETAINED_FIELDS if name not in fields]
    if missing:
        return refused(
            "10.5",
            "the request does not state: {missing}",
            "10.5",
            override="clerk",
            missing=Phrases(tuple(missing)),
        )
    late = warned("10.5", "ask at latest three working days before the hearing", "10.5", override="judge")
    return late if asked is None else not_later("10.5", late, asked, latest)


def guard_request(written: bool, motivated: bool) -> Decision:
    """Check a request for the court's police: in writing, with its reason."""
    if written and motivated:
        return for_judge("10.6", "the judge decides on the presence of police", "10.6")
    return refused("10.6", "ask in writing, with the reason", "10.6", override="clerk")


def longer_hearing(reason: str) -> Decision:
    """Leave a longer hearing to the judge, when the reason is given."""
    if reason.strip():
        return for_judge("10.7", "the judge decides on more time", "10.7", "III")
    return refused("10.7", "say why: the request must be motivated", "10.7", override="clerk")


def open_to_public(matter: Matter) -> Answer[bool]:
    """Say whether the hearing is public in principle: *familie* is behind closed doors, and not on the public list."""
    places = ("10.8", article(RV, "803"))
    if matter == "familie":
        return answer("10.8-b", False, "a family case is heard behind closed doors in principle", *places)
    return answer("10.8-a", True, "public in principle", "10.8")


def close_doors(hearing_started: bool, parties_heard: bool) -> Decision:
    """Leave closing the doors to the judge, at the start of the hearing, after hearing the parties."""
    if hearing_started and parties_heard:
        return for_judge("10.8-a", "the judge decides on closing the doors", "10.8")
    return refused("10.8-a", "decided at the start of the hearing, after hearing the parties", "10.8")


def may_adjourn(called: bool) -> Decision:
    """Leave adjourning to a fixed day to the judge; before the case is called it is a *verplaatsing*."""
    if called:
        return for_judge("10.10", "the judge may adjourn to a fixed day, on request or not", "10.10")
    return refused(
        "10.10", "the case was not called yet: this is a verplaatsing", "10.10", "9.1", override="nobody"
    )


def continuation_complete(written: bool, appeared: Collection[str], days_of: Collection[str]) -> Decision:
    """Check a request to go on orally: in writing, with the unavailable days of all who appeared."""
    missing = sorted(set(appeared) - set(days_of))
    if not written or missing:
        listed = ", ".join(missing)
        return refused(
            "10.10",
            "ask in writing, with unavailable days ({parties})",
            "10.10",
            override="clerk",
            parties=listed,
        )
    return passed("10.10", "the request is complete", "10.10")


ROWS = (
    Row("10.1-a", "10.1", "enforced", claim_changed_in_form, "hearing sheet"),
    Row("10.1-b", "10.1", "enforced", claim_change_against_absent, "hearing sheet"),
    Row("10.2-k", "10.2", "enforced", power_of_attorney, "hearing sheet"),
    Row("10.2-f", "10.2", "enforced", may_appear, "hearing sheet"),
    Row("10.3", "10.3", "enforced", legal_person_shown, "hearing sheet"),
    Row("10.4", "10.4", "computed", interpreter, "case: hearing"),
    Row("10.5", "10.5", "enforced", detained_request, "case: hearing"),
    Row("10.6", "10.6", "enforced", guard_request, "case: hearing"),
    Row("10.7", "10.7", "enforced", longer_hearing, "application"),
    Row("10.7 (annex III)", "10.7", "computed", "zegel.law.courts.duration", "hearing planner"),
    Row("10.8-a", "10.8", "enforced", close_doors, "hearing sheet"),
    Row("10.8-b", "10.8", "computed", open_to_public, "public hearing list"),
    Row("10.9", "10.9", "human", "handed over at the hearing and docketed by the clerk", "hearing sheet"),
    Row("10.10", "10.10", "enforced", may_adjourn, "hearing sheet"),
    Row("10.10 (request)", "10.10", "enforced", continuation_complete, "case: hearing"),
)
