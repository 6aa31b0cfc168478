"""Chapters 13-15: *doorhaling*, the press, entry into force."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from zegel.law.decisions import Decision
from zegel.law.interpretations import USUAL, Settings, read
from zegel.law.sources import PR, PR_2023, PR_2024, Instrument
from zegel.law.verdicts import Answer, Row, answer, for_judge, passed, read_as, refused

THIRD_VERSION = date(2025, 7, 1)
THIRD_FROM = {"third-version": THIRD_VERSION, "second-version": THIRD_VERSION + timedelta(days=1)}
SECOND_VERSION = date(2024, 7, 1)
FIRST_APPROVED = date(2023, 8, 30)
"""The day the first version was approved (considerans); its first day is not in the text that was read."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a version changed, as far as the regulation itself says; the older texts were not available."""

    version: Instrument
    articles: tuple[str, ...]
    says: str


CHANGES = (
    Change(
        PR_2024,
        ("2.1", "3.5", "3.13", "3.16", "12.2", "12.5"),
        "how to file when litigating digitally, made clear",
    ),
    Change(PR, ("3.12",), "the length of pieces; several articles made clear"),
)


def may_strike_out(
    called: bool, appeared: Collection[str], agree: Collection[str], by_court: bool
) -> Decision:
    """Strike a case out only after it was called: all who appeared ask for it, or the judge does so himself."""
    if not called:
        return refused(
            "13.1",
            "before the case is called it is withdrawn, not struck out",
            "13.1",
            "8.1",
            override="nobody",
        )
    if by_court:
        return for_judge("13.1", "the judge may strike the case out ex officio", "13.1")
    if appeared and set(appeared) <= set(agree):
        return passed("13.1", "all parties that appeared ask for it", "13.1")
    return refused("13.1", "all parties that appeared must ask for it", "13.1")


def may_continue_after_striking_out() -> Decision:
    """Refuse to go on with a case that was struck out: a new one may be started (fn 15)."""
    return refused("13.2", "a case struck out has ended: start a new one", "13.2", override="nobody")


def on_press_list(family: bool, accredited: bool) -> Answer[str]:
    """Say which list somebody of the press sees; the Persrichtlijn 2025 itself was not available."""
    if family:
        return answer("14.1", "none", "family cases are on no list", "14.1", "10.8")
    return answer("14.1", "press" if accredited else "public", "by the Persrichtlijn 2025", "14.1")


def version_for(
    applied: date, act: date | None = None, settings: Settings = USUAL
) -> Answer[Instrument] | Decision:
    """Say which version holds for an act, or for the application itself: the third after 1 July 2025, also in cases pending then.

    15.2 says "na 1 juli 2025", 15.1 "op 1 juli 2025". What holds on the day itself, the application included, is
    reading I-8; an act after that day in a case applied for on it falls under the third version in both, as one in a
    case pending at that moment. Refuses a day before the first version. Raises ValueError for an act before its
    application.
    """
    day = applied if act is None else act
    if day < applied:
        raise ValueError("an act does not precede the application")
    if day < FIRST_APPROVED:
        reason = "{day} lies before the first version of this regulation, approved on {approved}"
        return refused("15.2", reason, "15.3", override="nobody", day=day, approved=FIRST_APPROVED)
    if THIRD_VERSION not in (applied, day):
        return _held_on(day, THIRD_VERSION)
    _version, reading = read("I-8", settings, lambda used: _held_on(day, THIRD_FROM[used]).value)
    return read_as(_held_on(day, THIRD_FROM[reading.setting]), reading)


def _held_on(day: date, third_from: date) -> Answer[Instrument]:
    if day >= third_from:
        return answer("15.2", PR, "the third version, in force on 1 July 2025", "15.1", "15.2", "15.3")
    if day >= SECOND_VERSION:
        return answer(
            "15.2", PR_2024, "the second version, of 1 July 2024; its text was not read", "15.2", "15.3"
        )
    return answer(
        "15.2",
        PR_2023,
        "the first version, approved on 30 August 2023; its first day and its text were not read",
        "15.3",
    )


def changed_in(place: str) -> tuple[Change, ...]:
    """List the versions that changed an article, as far as the regulation says."""
    return tuple(change for change in CHANGES if place in change.articles)


ROWS = (
    Row("13.1", "13.1", "enforced", may_strike_out, "case: strike out"),
    Row("13.2", "13.2", "enforced", may_continue_after_striking_out, "case"),
    Row("14.1", "14.1", "computed", on_press_list, "press list"),
    Row("15.1", "15.1", "computed", version_for, "regulation"),
    Row("15.2", "15.2", "computed", version_for, "case"),
    Row("15.3", "15.3", "computed", changed_in, "regulation"),
)
