"""Something for the log to take in, where a test is about the log and not about what happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from zegel.evidence.actions import write
from zegel.evidence.events import EvidenceEvent, Words
from zegel.evidence.models import Record
from zegel.lib.ids import uuid7
from zegel.lib.principal import system


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingHappened(EvidenceEvent):
    """Anything."""

    name: ClassVar[str] = "test.thing.happened"
    words: ClassVar[Words] = Words("Something happened")

    number: int = 0


def happen(count: int = 1, *, at: datetime) -> list[Record]:
    """Write `count` records, each about something of its own."""
    return write(
        [ThingHappened(subject=uuid7(), number=number) for number in range(count)],
        actor=system("test"),
        at=at,
    )
