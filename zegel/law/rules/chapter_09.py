"""Chapter 9, *verplaatsing*: another day for the hearing, before the case is called."""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from zegel.law.decisions import Decision
from zegel.law.sources import RV, article
from zegel.law.verdicts import Answer, Row, answer, for_judge, not_later, passed, refused

Ground = Literal["unanimous", "pressing reason", "unavailability not given", "other"]
RECOMPUTED = ("3.16", "5.3", "6.2", "9.1", "10.5")


def move_request_complete(
    parties: Collection[str], days_of: Collection[str], phones_of: Collection[str]
) -> Decision:
    """Ask of a request the unavailable days and telephone numbers of (the lawyers of) all parties."""
    missing = sorted(set(parties) - (set(days_of) & set(phones_of)))
    if missing:
        listed = ", ".join(missing)
        return refused(
            "9.1-a",
            "give unavailable days and telephone number of: {parties}",
            "9.1",
            override="clerk",
            parties=listed,
        )
    return passed("9.1-a", "days and telephone numbers of all parties are given", "9.1")


def move_asked_in_time(asked: datetime, latest: datetime) -> Decision:
    """Accept a request until 24 elapsed hours before the hearing, which may be on a Sunday (term 9.1)."""
    late = refused("9.1-b", "a request to move is possible until 24 hours before the hearing", "9.1")
    return not_later("9.1-b", late, asked, latest)


def first_move_request(earlier: int) -> Decision:
    """Accept one request in total in a case, whoever asks."""
    if earlier:
        return refused("9.1-c", "a request to move was made already in this case", "9.1")
    return passed("9.1-c", "the first request in this case", "9.1")


def may_move(ground: Ground, *, by_defendant: bool, motivated: bool, days_given: bool) -> Decision:
    """Check the ground: all agree, a pressing and motivated reason, or the defendant's days were not given."""
    if ground == "unanimous":
        return passed("9.2", "all parties ask for it", "9.2")
    if ground == "pressing reason":
        if not motivated:
            return refused("9.2", "say what the pressing reason is", "9.2", "1.2")
        return for_judge("9.2", "the judge weighs the pressing reason", "9.2", "1.2")
    if ground == "unavailability not given" and by_defendant and not days_given:
        return passed("9.2", "the claimant did not give the defendant's unavailable days", "9.2", "2.2")
    return refused("9.2", "this is no ground for moving the hearing", "9.2")


def told_by(on_form: bool, known_to_applicant: bool) -> Answer[tuple[str, str]]:
    """Say who tells a party of the decision, and whom: the court what is on the form, the applicant the rest."""
    if on_form:
        return answer(
            "9.3", ("court", "representative"), "the court writes to the representatives known", "9.3"
        )
    if known_to_applicant:
        return answer(
            "9.3", ("applicant", "representative"), "the applicant tells the representative it knows", "9.3"
        )
    return answer("9.3", ("applicant", "party"), "the applicant tells the party itself", "9.3")


def summons_again(by_claimant: bool, granted: bool, will_appear: bool) -> Answer[bool]:
    """Say whether the claimant must summon anew by exploot: when its own request was granted."""
    needed = by_claimant and granted and not will_appear
    return answer("9.4", needed, "on the claimant's request, unless the defendant wrote to appear", "9.4")


def default_after_move(needed: bool, exploit_shown: bool) -> Decision:
    """Allow default at the new hearing only when that exploot is shown."""
    if needed and not exploit_shown:
        return refused("9.4", "no default: the new exploot was not shown", "9.4", "11.1", article(RV, "139"))
    return passed("9.4", "the new summons is shown, or none was needed", "9.4")


def after_move() -> Answer[tuple[str, ...]]:
    """List the terms to compute again from the new date; nothing was called on the old one (fn 12)."""
    return answer(
        "9-eff",
        RECOMPUTED,
        "these terms run to the new date; the case was not called on the old one",
        "9.1 fn 12",
    )


ROWS = (
    Row("9.1-a", "9.1", "enforced", move_request_complete, "case: hearing"),
    Row("9.1-b", "9.1", "enforced", move_asked_in_time, "case: hearing"),
    Row("9.1-c", "9.1", "enforced", first_move_request, "case: hearing"),
    Row("9.2", "9.2", "enforced", may_move, "court office: decisions"),
    Row("9.3", "9.3", "computed", told_by, "court office: tasks"),
    Row("9.4", "9.4", "enforced", default_after_move, "hearing sheet"),
    Row("9.4 (summons)", "9.4", "computed", summons_again, "bailiff"),
    Row("9-eff", "9.1", "computed", after_move, "case: terms"),
)
