"""Moments: aware UTC inside, Europe/Amsterdam where a person or a deadline reads them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# An act reads the clock when it begins and is written down when it is done; a clock that is kept by NTP is corrected by less.
# What claims to be older than this beside what was written before it tells of a clock that was set back.
CLOCK_PATIENCE = timedelta(minutes=1)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """The present moment: the one place where the clock is read. Only doors and clients call this, once per request."""
    return datetime.now(UTC)  # noqa: TID251  this is the clock


def amsterdam(moment: datetime) -> datetime:
    """The same moment on a Dutch clock, with its offset."""
    return moment.astimezone(AMSTERDAM)


def day_span(day: date) -> tuple[datetime, datetime]:
    """The first and the last moment of a day on a Dutch clock: 23, 24 or 25 hours."""
    return datetime.combine(day, time.min, AMSTERDAM), datetime.combine(day, time.max, AMSTERDAM)
