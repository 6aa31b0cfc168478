"""Chapters 13-15: *doorhaling*, the press, entry into force."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from zegel.law.decisions import Decision
from zegel.law.rules.verdicts import Answer, Row, answer, for_judge, passed, refused
from zegel.law.sources import PR, PR_2024, Instrument

THIRD_VERSION = date(2025, 7, 1)
SECOND_VERSION = date(2024, 7, 1)

FirstDay = Literal["second version", "third version"]


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


def version_for(applied: date, act: date, first_day: FirstDay = "second version") -> Answer[Instrument]:
    """Say which version holds for an act: the third for acts after 1 July 2025, also in cases pending then.

    15.2 says "na 1 juli 2025", 15.1 "op 1 juli 2025": what holds on the day itself is interpretation I-8,
    literally the second version. No act precedes its application.
    """
    if act < applied:
        raise ValueError("an act does not precede the application")
    day_itself = act == THIRD_VERSION and first_day == "third version"
    if act > THIRD_VERSION or day_itself:
        return answer("15.2", PR, "an act after 1 July 2025", "15.1", "15.2", "15.3")
    if act >= SECOND_VERSION:
        return answer("15.2", PR_2024, "an act up to 1 July 2025 (I-8 for the day itself)", "15.2", "15.3")
    return answer("15.2", PR_2024, "before the second version: its text was not available", "15.3")


def changed_in(place: str) -> tuple[Change, ...]:
    """List the versions that changed an article, as far as the regulation says."""
    return tuple(change for change in CHANGES if place in change.articles)


ROWS = (
    Row("13.1", "13.1", "enforced", may_strike_out, "case: strike out"),
    Row("13.2", "13.2", "enforced", may_continue_after_striking_out, "case"),
    Row("14.1", "14.1", "computed", on_press_list, "press list"),
    Row("15.1", "15.1", "computed", version_for, "deadline calculator"),
    Row("15.2", "15.2", "computed", version_for, "deadline calculator"),
    Row("15.3", "15.3", "computed", changed_in, "deadline calculator"),
)
