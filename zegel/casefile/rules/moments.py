"""Moments as people and programs write them."""

from datetime import datetime
from typing import Final

EARLIEST: Final = 1900
LATEST: Final = 2200


def moment_in(text: str) -> datetime | None:
    """A moment with its offset, in ISO 8601, in a year that calendars and databases know; None for any other text."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.utcoffset() is not None and EARLIEST <= found.year <= LATEST else None
