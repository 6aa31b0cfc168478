"""Moments: aware UTC inside, Europe/Amsterdam where a person or a deadline reads them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """The present moment; only doors call this, once per request."""
    return datetime.now(UTC)


def amsterdam(moment: datetime) -> datetime:
    """The same moment on a Dutch clock, with its offset."""
    return moment.astimezone(AMSTERDAM)
