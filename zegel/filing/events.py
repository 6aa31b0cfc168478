"""What the filing house states in evidence: that something was handed in, and what became of its paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingReceived(EvidenceEvent):
    """Something was handed in at a court. The record's `at` is the legal moment: when the last byte was there. Of paper it is
    when it was entered, and `reached_at` the legal moment: when the paper was there, by which `way` (art. 3.2); of an oral
    application, when and how it was made (2.1).

    `files` are the sealed documents in order (object, size, SHA-256 of the sealed bytes), `envelope` the SHA-256 of the sealed
    manifest (empty on paper). `message` and `conversation` name the message that carried it, and `sender_box` the mailbox
    filed from; all are None for what came otherwise.
    """

    name: ClassVar[str] = "filing.filing.received"
    version: ClassVar[int] = 2
    words: ClassVar[Words] = Words(gettext_noop("Filed at the court"), "ok", "court", "delivery")
    personal: ClassVar[frozenset[str]] = frozenset(
        {"sender", "on_behalf_of", "organisation", "recipients", "filed_for"}
    )

    number: str
    channel: str
    kind: str
    court: str
    location: str
    matter: str
    desk: UUID
    case: str | None
    reference: str
    secret: bool
    copies: str
    acknowledged_warnings: list[str]
    paper: bool
    message: UUID | None
    conversation: UUID | None
    sender_box: UUID | None
    envelope: str
    files: Sequence[Mapping[str, object]]
    sender: str
    on_behalf_of: str
    organisation: str
    recipients: list[str]
    filed_for: str
    reached_at: datetime | None = None
    way: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperScanned(EvidenceEvent):
    """A clerk scanned paper that was filed, sealed it to the desk and signed it; until it is placed, the last scan counts.

    `envelope` and `files` as of `FilingReceived`. The filing keeps the moment at which the paper was there.
    """

    name: ClassVar[str] = "filing.paper.scanned"
    words: ClassVar[Words] = Words(gettext_noop("Paper was scanned at the court"), "ok", "file", "delivery")

    number: str
    envelope: str
    files: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperArrived(EvidenceEvent):
    """Pieces came on paper; the filing keeps its moment, `filed_at` (art. 3.3)."""

    name: ClassVar[str] = "filing.paper.arrived"
    words: ClassVar[Words] = Words(gettext_noop("Paper arrived at the court"), "ok", "file", "delivery")

    pieces: list[int]
    left: list[int]
    filed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperIsMissing(EvidenceEvent):
    """The court told the filer which pieces it misses on paper."""

    name: ClassVar[str] = "filing.paper.missing"
    words: ClassVar[Words] = Words(gettext_noop("The court misses paper"), "warning", "file", "delivery")

    pieces: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingTakenIn(EvidenceEvent):
    """The court placed a filing in a case; `registered` says that the case began with it. The filing keeps its moment (3.5 fn 4)."""

    name: ClassVar[str] = "filing.filing.taken-in"
    words: ClassVar[Words] = Words(gettext_noop("Placed in the case file"), "ok", "case", "delivery")

    number: str
    case: UUID
    entry: UUID
    registered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingAnswered(EvidenceEvent):
    """The court asked who filed for more (`asked`) or returned the filing (`returned`), by a sealed message."""

    name: ClassVar[str] = "filing.filing.answered"
    words: ClassVar[Words] = Words(
        gettext_noop("The court wrote about the filing"), "warning", "court", "delivery"
    )

    number: str
    outcome: str
    message: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingHeld(EvidenceEvent):
    """A filing is held in the intake because shielding was asked (3.7), or no longer."""

    name: ClassVar[str] = "filing.filing.held"
    words: ClassVar[Words] = Words(
        gettext_noop("Held until the judge decides"), "warning", "clock", "delivery"
    )

    number: str
    held: bool
