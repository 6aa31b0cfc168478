"""What becomes of a message, its files and its conversation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReceived(EvidenceEvent):
    """A message was received whole; the record's `at` is its moment (art. 3.4). `envelope` and `files` are of the sealed bytes.

    `subject_` is the subject of the conversation: a case number or "nieuwe zaak". `recipients` are references of mailboxes and
    guests, `recipients_` the names of the mailboxes; guests are named to nobody but the sender. `signing_key` is the key the
    directory names for the sender at that moment (base64): whoever has an export needs no directory to see who signed it.
    """

    name: ClassVar[str] = "mail.message.received"
    words: ClassVar[Words] = Words(gettext_noop("Received by our system"), "ok", "check", "delivery")
    personal: ClassVar[frozenset[str]] = frozenset({"sender", "on_behalf_of", "organisation", "recipients_"})

    conversation: UUID
    subject_: str
    secret: bool
    sender_box: UUID | None
    recipients: list[str]
    envelope: str
    files: Sequence[Mapping[str, object]]
    sender: str
    on_behalf_of: str
    organisation: str
    recipients_: list[str]
    signing_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageAttempted(EvidenceEvent):
    """The sender's device says which earlier tries failed; `document` is the SHA-256 of what it signed."""

    name: ClassVar[str] = "mail.message.attempted"
    words: ClassVar[Words] = Words(
        gettext_noop("The sender's device says that it tried before"), "", "offline", "delivery"
    )

    document: str
    told_by: str
    attempts: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptsRefused(EvidenceEvent):
    """A list of earlier tries came along and did not hold."""

    name: ClassVar[str] = "mail.attempts.refused"
    words: ClassVar[Words] = Words(
        gettext_noop("A list of earlier tries came along that was not in order"),
        "warning",
        "offline",
        "delivery",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningsAcknowledged(EvidenceEvent):
    """The sender acknowledged warnings before sending, each with a concern and a reason."""

    name: ClassVar[str] = "mail.warnings.acknowledged"
    words: ClassVar[Words] = Words(
        gettext_noop("Sent after a warning was passed with a reason"), "", "warning", "other"
    )

    warnings: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageOpened(EvidenceEvent):
    """A recipient was handed the sealed message and its key for the first time."""

    name: ClassVar[str] = "mail.message.opened"
    words: ClassVar[Words] = Words(gettext_noop("Opened"), "ok", "eye", "reading")

    delivery: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageCheckedByAgent(EvidenceEvent):
    """A court's automation was handed the message to check its files; nobody has read it."""

    name: ClassVar[str] = "mail.message.checked-by-agent"
    words: ClassVar[Words] = Words(
        gettext_noop("Fetched by the court's automation, to check it"), "", "eye", "checks"
    )

    delivery: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRefusedByReader(EvidenceEvent):
    """A reader's client would not show the message or a file, because a check failed."""

    name: ClassVar[str] = "mail.message.refused-by-reader"
    words: ClassVar[Words] = Words(
        gettext_noop("A reader's device would not show it: a check failed"), "warning", "warning", "reading"
    )

    delivery: UUID
    check: str
    file: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDownloaded(EvidenceEvent):
    """The last byte of a sealed file left for a recipient, for the first time."""

    name: ClassVar[str] = "mail.file.downloaded"
    words: ClassVar[Words] = Words(gettext_noop("File fetched"), "ok", "download", "reading")

    delivery: UUID
    file: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChecked(EvidenceEvent):
    """A court's automation found something in a file, or nothing."""

    name: ClassVar[str] = "mail.file.checked"
    words: ClassVar[Words] = Words(gettext_noop("File checked"), "", "check", "checks")

    delivery: UUID
    file: int
    outcome: str
    findings: list[str]
    pages: int | None
    virus: str
    agent: str
    engine: str
    unmet: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageWithdrawn(EvidenceEvent):
    """The sender took the message back from a recipient who had not opened it."""

    name: ClassVar[str] = "mail.message.withdrawn"
    words: ClassVar[Words] = Words(gettext_noop("Withdrawn by the sender"), "warning", "trash", "delivery")

    delivery: UUID
    notice_stopped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageKept(EvidenceEvent):
    """A member of a mailbox keeps the message whatever its term."""

    name: ClassVar[str] = "mail.message.kept"
    words: ClassVar[Words] = Words(gettext_noop("Kept beyond its term"), "", "lock", "other")

    box: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReleased(EvidenceEvent):
    """The term of the message runs again."""

    name: ClassVar[str] = "mail.message.released"
    words: ClassVar[Words] = Words(gettext_noop("The term runs again"), "", "clock", "other")

    box: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpiryTold(EvidenceEvent):
    """Who holds the message was told when it is deleted."""

    name: ClassVar[str] = "mail.message.expiry-told"
    words: ClassVar[Words] = Words(
        gettext_noop("Told that the message will be deleted"), "warning", "clock", "delivery"
    )

    delivery: UUID
    expires: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageExpired(EvidenceEvent):
    """The term of the message was over for one who held it; their key is gone."""

    name: ClassVar[str] = "mail.message.expired"
    words: ClassVar[Words] = Words(gettext_noop("Deleted at the end of its term"), "", "trash", "delivery")

    delivery: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEmptied(EvidenceEvent):
    """Nobody holds a key of the message any more; its sealed bytes are gone."""

    name: ClassVar[str] = "mail.message.emptied"
    words: ClassVar[Words] = Words(gettext_noop("The sealed files were deleted too"), "", "trash", "delivery")

    files: list[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionChanged(EvidenceEvent):
    """An organisation decided how many months its mailboxes keep messages."""

    name: ClassVar[str] = "mail.retention.changed"
    words: ClassVar[Words] = Words(
        gettext_noop("How long messages are kept was changed"), "", "clock", "other"
    )

    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationAssigned(EvidenceEvent):
    """A conversation was given to a member of a mailbox, or to nobody in particular."""

    name: ClassVar[str] = "mail.conversation.assigned"
    words: ClassVar[Words] = Words(gettext_noop("Given to a member of the mailbox"), "", "user", "other")

    box: UUID
    to: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReadied(EvidenceEvent):
    """A draft was laid ready for who may send it."""

    name: ClassVar[str] = "mail.draft.readied"
    words: ClassVar[Words] = Words(gettext_noop("A draft was laid ready"), "", "check", "other")

    box: UUID
