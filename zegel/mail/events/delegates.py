"""What a delegate does in the mailbox of somebody else."""

from dataclasses import dataclass
from typing import ClassVar, Final
from uuid import UUID

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateOpened(EvidenceEvent):
    """A delegate acted in somebody else's mailbox, which is the subject: opened."""

    name: ClassVar[str] = "mail.delegate.opened"
    words: ClassVar[Words] = Words(gettext_noop("Opened on behalf of the owner"), "", "eye", "reading")

    message: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateDownloaded(EvidenceEvent):
    """A delegate acted in somebody else's mailbox, which is the subject: downloaded."""

    name: ClassVar[str] = "mail.delegate.downloaded"
    words: ClassVar[Words] = Words(
        gettext_noop("File fetched on behalf of the owner"), "", "download", "reading"
    )

    message: UUID
    file: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateSent(EvidenceEvent):
    """A delegate acted in somebody else's mailbox, which is the subject: sent."""

    name: ClassVar[str] = "mail.delegate.sent"
    words: ClassVar[Words] = Words(gettext_noop("Sent on behalf of the owner"), "", "sent", "delivery")

    message: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateFiled(EvidenceEvent):
    """A delegate acted in somebody else's mailbox, which is the subject: filed without a message."""

    name: ClassVar[str] = "mail.delegate.filed"
    words: ClassVar[Words] = Words(
        gettext_noop("Filed at the court on behalf of the owner"), "", "court", "delivery"
    )

    filing: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateDrafted(EvidenceEvent):
    """A delegate acted in somebody else's mailbox, which is the subject: drafted."""

    name: ClassVar[str] = "mail.delegate.drafted"
    words: ClassVar[Words] = Words(gettext_noop("Draft made on behalf of the owner"), "", "edit", "other")

    draft: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateReadied(EvidenceEvent):
    """A delegate acted in somebody else's mailbox, which is the subject: readied."""

    name: ClassVar[str] = "mail.delegate.readied"
    words: ClassVar[Words] = Words(
        gettext_noop("Draft laid ready on behalf of the owner"), "", "check", "other"
    )

    draft: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateNoted(EvidenceEvent):
    """A delegate acted in somebody else's mailbox, which is the subject: noted."""

    name: ClassVar[str] = "mail.delegate.noted"
    words: ClassVar[Words] = Words(gettext_noop("Note made on behalf of the owner"), "", "edit", "other")

    conversation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateChangedText(EvidenceEvent):
    """A delegate acted in somebody else's mailbox, which is the subject: a standard text was saved or thrown away."""

    name: ClassVar[str] = "mail.delegate.changed-text"
    words: ClassVar[Words] = Words(
        gettext_noop("Standard text changed on behalf of the owner"), "", "edit", "other"
    )

    text: UUID


type DelegateEvent = (
    DelegateOpened
    | DelegateDownloaded
    | DelegateSent
    | DelegateFiled
    | DelegateDrafted
    | DelegateReadied
    | DelegateNoted
    | DelegateChangedText
)

DELEGATE_ACTS: Final = (
    DelegateOpened,
    DelegateDownloaded,
    DelegateDrafted,
    DelegateReadied,
    DelegateSent,
    DelegateFiled,
    DelegateNoted,
    DelegateChangedText,
)
"""What a delegate did in the mailbox of somebody else; the subject of the record is the box."""
