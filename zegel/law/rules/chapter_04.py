"""Chapter 4, *dagbepaling*: setting the hearing and telling about it."""

from collections.abc import Collection
from datetime import date, datetime

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

NOTICE_CONTENTS = ("day and time", "concept-dagvaarding", "form or letter setting the day")


def slot_fits(day: date, unavailable: Collection[date], stated: bool) -> Decision:
    """Say whether a day is free for everybody; without dates given the judge is free, and may pass over them."""
    if not stated:
        return passed("4.1-a", "no unavailable days were given: the judge is free", "4.1")
    if day in unavailable:
        return for_judge("4.1-a", "somebody cannot come: the judge may pass over that, with a reason", "4.1")
    return passed("4.1-a", "nobody said to be unavailable", "4.1")


def earliest_fits(day: date, earliest: date) -> Decision:
    """Compare a day with the earliest one that keeps the term of summons; any day will do, Sundays too."""
    places = ("4.1", "4.3", article(RV, "114"), article(RV, "254(2)"))
    if day >= earliest:
        return passed("4.1-b", "the term of summons can be kept", *places)
    return warned("4.1-b", "setting this day also shortens the term of summons", *places, override="judge")


def called_on_its_day(called: date, planned: date | None) -> Decision:
    """Flag a case that is called before the day that was set for its hearing: nobody has to be there yet."""
    if planned is not None and called < planned:
        reason = "the hearing is set for {planned}: before that day nobody has to be there"
        return warned("4.1-d", reason, "4.1", "1.2", override="judge", planned=planned)
    return passed("4.1-d", "not before the day that was set", "4.1")


def conditions_told(set_by_judge: Collection[str], in_notice: Collection[str]) -> Decision:
    """Check that every condition of the judge is passed on, so that it can stand in the writ."""
    missing = sorted(set(set_by_judge) - set(in_notice))
    if missing:
        return refused(
            "4.1-c",
            "pass on the condition: {missing}",
            "4.1",
            "5.1",
            override="clerk",
            missing="; ".join(missing),
        )
    return passed("4.1-c", "all conditions are passed on", "4.1", "5.1")


def day_told(to_judgeside: Collection[str]) -> Decision:
    """Check what the court tells the claimant's side: day and time, zaaknummer and kort-gedingnummer."""
    missing = [
        item for item in ("day and time", "zaaknummer", "kort-gedingnummer") if item not in to_judgeside
    ]
    if missing:
        return refused(
            "4.2-a", "tell as well: {missing}", "4.2", override="clerk", missing=Phrases(tuple(missing))
        )
    return passed("4.2-a", "everything is told", "4.2")


def defendant_told(told: datetime | None, latest: datetime) -> Decision:
    """Check that the claimant told the defendant in time; the term itself comes from the terms."""
    late = warned(
        "4.2-b", "the defendant must be told within two days of the notice", "4.2", override="judge"
    )
    return late if told is None else not_later("4.2-b", late, told, latest)


def term_shortened(hearing: date, earliest: date) -> Answer[bool]:
    """Say whether setting the day is also the decision to shorten the term of summons (117 Rv)."""
    shortened = hearing < earliest
    reason = "the statutory term cannot be kept" if shortened else "the statutory term can be kept"
    return answer("4.3-a", shortened, reason, "4.3", article(RV, "117"))


def service_limit_set(shortened: bool, limit: datetime | None) -> Decision:
    """Require of the judge, where the term is shortened, the last day and time of service."""
    if shortened and limit is None:
        return refused("4.3-b", "set the last day and time at which the writ must be served", "4.3")
    return passed("4.3-b", "the last moment of service is set, or none is needed", "4.3")


ROWS = (
    Row("4.1-a", "4.1", "enforced", slot_fits, "hearing planner"),
    Row("4.1-b", "4.1", "enforced", earliest_fits, "hearing planner"),
    Row("4.1-c", "4.1", "enforced", conditions_told, "hearing planner"),
    Row("4.1-d", "4.1", "enforced", called_on_its_day, "hearing sheet"),
    Row("4.2-a", "4.2", "enforced", day_told, "hearing planner"),
    Row("4.2-b", "4.2", "enforced", defendant_told, "case: terms"),
    Row("4.3-a", "4.3", "computed", term_shortened, "hearing planner"),
    Row("4.3-b", "4.3", "enforced", service_limit_set, "hearing planner"),
    Row(
        "4.3-c",
        "4.3",
        "computed",
        "zegel.law.rules.duties.duties_after",
        "case: terms",
        "day set at short notice",
    ),
)
