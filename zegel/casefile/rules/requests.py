"""What the law says of requests of parties: a change of channel (1.6), shielding (3.7), exclusion (1.8)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from zegel.law.decisions import Decision
from zegel.law.rules.chapter_01 import ChannelChange, may_switch
from zegel.law.rules.chapter_03 import shielding_asked, visible_to
from zegel.lib.moments import amsterdam

STILL_TO_COME: Final = datetime.max.replace(tzinfo=UTC)
"""The moment of a piece that was not added to the file yet."""


def switch_decision(changes: Iterable[ChannelChange]) -> Decision:
    """Whether a party may change its channel: once by itself, more often only by the judge."""
    return may_switch(changes)


def shielding_decision(asked: datetime, next_piece: datetime | None, *, clear: bool) -> Decision:
    """Whether shielding was asked as it must be. `next_piece` is when the next piece of the party was added, None while none was."""
    return shielding_asked(asked, next_piece or STILL_TO_COME, clear=clear)


def kept_from(
    reader: str, filed: datetime, placed: datetime, shielded: Iterable[tuple[str, datetime]]
) -> bool:
    """Whether the judge's decision keeps a piece that is placed now from a party; `shielded` says from whom and since when."""
    return not visible_to(reader, filed, placed, shielded).value


def first_moment(day: datetime, at: datetime) -> datetime:
    """When a change begins that a day was named for: at once today, otherwise at the first moment of that day in the Netherlands."""
    start = amsterdam(day).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(start, at) if amsterdam(at) - start < timedelta(days=1) else start
