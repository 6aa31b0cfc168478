"""Who and what a hearing takes, and for how long."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from zegel.law.courts import LocationNeededError, Matter, UnknownCourtError, court, duration
from zegel.planning.errors import DurationRefused

LEAST_MINUTES: Final = 15
MOST_MINUTES: Final = 8 * 60
_WITHOUT_ANNEX: Final = 60


def usual_minutes(court_slug: str, matter: Matter, location: str, on: date) -> tuple[int, ...]:
    """The usual minutes of a hearing there (annex III), least and most; empty where the court decides in each case."""
    try:
        row = duration(court(court_slug), matter, on, location)
    except (UnknownCourtError, LocationNeededError):
        return ()
    return row.minutes if row else ()


def minutes_for(asked: int | None, usual: tuple[int, ...]) -> int:
    """How long a hearing takes: as was said, or the most of what is usual.

    Raises:
        DurationRefused.
    """
    minutes = asked if asked is not None else max(usual, default=_WITHOUT_ANNEX)
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise DurationRefused(field="minutes", least=LEAST_MINUTES, most=MOST_MINUTES)
    return minutes


def end_of_hearing(starts: datetime, minutes: int) -> datetime:
    """When it ends: elapsed minutes, also across the change of the clock."""
    return starts + timedelta(minutes=minutes)


def lawyer_keys(agents: Collection[tuple[str, str, object]]) -> frozenset[str]:
    """By what each lawyer is known over all cases: the number of the bar, else the mailbox; who has neither is known in no other case.

    `agents` are kind of representation, number and mailbox.
    """
    numbers = {f"bar {number}" for kind, number, _mailbox in agents if kind == "lawyer" and number}
    boxes = {
        f"mailbox {mailbox}"
        for kind, number, mailbox in agents
        if kind == "lawyer" and not number and mailbox is not None
    }
    return frozenset(numbers | boxes)
