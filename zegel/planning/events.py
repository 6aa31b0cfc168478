"""What planning states in the evidence log. The day itself is in the act that set it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words

_CASE: Final = "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingPlanned(EvidenceEvent):
    """A hearing has this room, judge and time from now on; `subject` is the case, `sequence` counts its changes."""

    name: ClassVar[str] = "planning.hearing.planned"
    words: ClassVar[Words] = Words(
        gettext_noop("Room, judge and time kept for a hearing"), "ok", "clock", _CASE
    )

    hearing: UUID
    sequence: int
    starts_at: datetime
    ends_at: datetime
    room: UUID | None
    judge: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingCancelled(EvidenceEvent):
    """A hearing is off; its room, judge and time are free again."""

    name: ClassVar[str] = "planning.hearing.cancelled"
    words: ClassVar[Words] = Words(gettext_noop("A hearing is off"), "", "clock", _CASE)

    hearing: UUID
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomAdded(EvidenceEvent):
    """A court has a room for hearings."""

    name: ClassVar[str] = "planning.room.added"
    words: ClassVar[Words] = Words(gettext_noop("A court room was added"), "", "court", "other")

    room: UUID
    court: str
    location: str
    called: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomEnded(EvidenceEvent):
    """A room is used no more."""

    name: ClassVar[str] = "planning.room.ended"
    words: ClassVar[Words] = Words(gettext_noop("A court room is used no more"), "", "court", "other")

    room: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTextChanged(EvidenceEvent):
    """A desk changed its own words in the letter with the day."""

    name: ClassVar[str] = "planning.letter.changed"
    words: ClassVar[Words] = Words(
        gettext_noop("The text of the letter with the day was changed"), "", "edit", "other"
    )

    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedMade(EvidenceEvent):
    """Somebody has a secret address for their calendar; the former one ended."""

    name: ClassVar[str] = "planning.feed.made"
    words: ClassVar[Words] = Words(gettext_noop("Secret calendar address made"), "", "key", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEnded(EvidenceEvent):
    """A secret calendar address leads nowhere from now on."""

    name: ClassVar[str] = "planning.feed.ended"
    words: ClassVar[Words] = Words(gettext_noop("Secret calendar address ended"), "", "key", "other")
