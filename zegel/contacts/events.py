"""What the contacts house states in evidence. Numbers, addresses and reasons lie beside the record."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FileImported(EvidenceEvent):
    """People were taken over from a file; `sha256` is of its bytes."""

    name: ClassVar[str] = "contacts.file.imported"
    words: ClassVar[Words] = Words(gettext_noop("Contacts were taken over from a file"), "", "file")

    sha256: str
    fresh: int
    renewed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAdded(EvidenceEvent):
    """Somebody is among the contacts of an organisation."""

    name: ClassVar[str] = "contacts.contact.added"
    words: ClassVar[Words] = Words(gettext_noop("Somebody was added to the contacts"), "", "user")
    personal: ClassVar[frozenset[str]] = frozenset({"phone"})

    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactForgotten(EvidenceEvent):
    """Somebody was removed from the contacts."""

    name: ClassVar[str] = "contacts.contact.forgotten"
    words: ClassVar[Words] = Words(gettext_noop("Somebody was removed from the contacts"), "", "trash")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChanged(EvidenceEvent):
    """A new number was phoned in; it is used from `usable_from` on."""

    name: ClassVar[str] = "contacts.number.changed"
    words: ClassVar[Words] = Words(gettext_noop("A telephone number was changed"), "warning", "phone")
    personal: ClassVar[frozenset[str]] = frozenset({"old", "new", "reason"})

    usable_from: datetime
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChangeStopped(EvidenceEvent):
    """The new number was not theirs; the old one stays."""

    name: ClassVar[str] = "contacts.number.change-stopped"
    words: ClassVar[Words] = Words(
        gettext_noop("The change of a telephone number was stopped"), "ok", "phone"
    )
    personal: ClassVar[frozenset[str]] = frozenset({"new", "reason"})

    new: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRecorded(EvidenceEvent):
    """Why a court may write to somebody by Veilig Mailen (VI 6.3); `message` where they wrote first."""

    name: ClassVar[str] = "contacts.consent.recorded"
    words: ClassVar[Words] = Words(gettext_noop("Permission for secure mail was recorded"), "ok", "check")
    personal: ClassVar[frozenset[str]] = frozenset({"address", "source"})

    organisation: UUID
    basis: str
    given_on: date
    message: UUID | None
    address: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn(EvidenceEvent):
    """Somebody wants no more messages, or the entry was wrong."""

    name: ClassVar[str] = "contacts.consent.withdrawn"
    words: ClassVar[Words] = Words(gettext_noop("Permission for secure mail was withdrawn"), "", "close")
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAdded(EvidenceEvent):
    """An access code for many people was kept, sealed."""

    name: ClassVar[str] = "contacts.code.added"
    words: ClassVar[Words] = Words(gettext_noop("An access code of the organisation was added"), "", "key")

    organisation: UUID
    name_: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRetired(EvidenceEvent):
    """An access code is used for nobody new."""

    name: ClassVar[str] = "contacts.code.retired"
    words: ClassVar[Words] = Words(
        gettext_noop("An access code of the organisation is not used any more"), "", "key"
    )
