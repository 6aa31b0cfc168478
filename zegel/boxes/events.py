"""What the boxes house states in evidence: containers, their members and their keys."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamOpened(EvidenceEvent):
    """A mailbox of a team was made."""

    name: ClassVar[str] = "boxes.team.opened"
    words: ClassVar[Words] = Words(gettext_noop("A mailbox of a team was made"), "ok", "team")
    personal: ClassVar[frozenset[str]] = frozenset({"mailbox_name", "address"})

    organisation: UUID
    mailbox_name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesChosen(EvidenceEvent):
    """Somebody chose when they are mailed about new messages in their own mailbox: "at_once", "daily" or "never"."""

    name: ClassVar[str] = "boxes.notices.chosen"
    words: ClassVar[Words] = Words(
        gettext_noop("It was chosen when mails about new messages come"), "", "mail"
    )

    notices: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxOpened(EvidenceEvent):
    """A mailbox was made, with its first key. `key` is the SHA-256 (hex) of its recipient, `members` who hold it."""

    name: ClassVar[str] = "boxes.mailbox.opened"
    words: ClassVar[Words] = Words(gettext_noop("A mailbox was made"), "ok", "mail")

    kind: str
    key: str
    members: list[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleOpened(EvidenceEvent):
    """A container without an address was made. `key` is the SHA-256 (hex) of its recipient, `members` who hold its key."""

    name: ClassVar[str] = "boxes.circle.opened"
    words: ClassVar[Words] = Words(gettext_noop("A circle of readers was made"), "ok", "team")

    kind: str
    key: str
    members: list[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyVersionBegun(EvidenceEvent):
    """A container has a next key. `ended` are former members whose keys were removed."""

    name: ClassVar[str] = "boxes.key-version.begun"
    words: ClassVar[Words] = Words(gettext_noop("The key was renewed"), "", "key")

    number: int
    key: str
    members: list[UUID]
    ended: list[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersStated(EvidenceEvent):
    """A member signed who holds the key of a mailbox, or of a circle of mailboxes. `statement` is the SHA-256 (hex) of what was signed."""

    name: ClassVar[str] = "boxes.members.stated"
    words: ClassVar[Words] = Words(gettext_noop("A member signed who can read along"), "", "key")

    number: int
    statement: str
    members: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _MemberEvent(EvidenceEvent):
    """What became of a member who is a user. `ends_on` is their last day, `on_behalf_of` who they act for."""

    user: UUID
    right: str
    ends_on: date | None
    on_behalf_of: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAdded(_MemberEvent):
    """Somebody was let in, with the keys of these versions."""

    name: ClassVar[str] = "boxes.member.added"
    words: ClassVar[Words] = Words(gettext_noop("Somebody may use your mailbox"), "warning", "team")

    key_versions: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChanged(_MemberEvent):
    """Somebody has another right or last day."""

    name: ClassVar[str] = "boxes.member.changed"
    words: ClassVar[Words] = Words(
        gettext_noop("What somebody may do in your mailbox was changed"), "", "team"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRemoved(_MemberEvent):
    """Somebody was shut out, or left."""

    name: ClassVar[str] = "boxes.member.removed"
    words: ClassVar[Words] = Words(gettext_noop("Somebody may no longer use your mailbox"), "", "team")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckerAdded(_MemberEvent):
    """A court's agent may open what arrives, to check it."""

    name: ClassVar[str] = "boxes.checker.added"
    words: ClassVar[Words] = Words(
        gettext_noop("A program may open what comes into your mailbox, to check it"), "warning", "eye"
    )

    key_versions: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckerRemoved(_MemberEvent):
    """An agent may no longer open what arrives."""

    name: ClassVar[str] = "boxes.checker.removed"
    words: ClassVar[Words] = Words(gettext_noop("A program may no longer open your mailbox"), "", "eye")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxAdded(EvidenceEvent):
    """A mailbox was let into a circle, with the keys of these versions."""

    name: ClassVar[str] = "boxes.mailbox.added"
    words: ClassVar[Words] = Words(gettext_noop("A mailbox may read along"), "", "team")

    mailbox: UUID
    right: str
    key_versions: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxRemoved(EvidenceEvent):
    """A mailbox was shut out of a circle, or left it."""

    name: ClassVar[str] = "boxes.mailbox.removed"
    words: ClassVar[Words] = Words(gettext_noop("A mailbox may no longer read along"), "", "team")

    mailbox: UUID
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmTold(EvidenceEvent):
    """Somebody's own device does not believe what the server says: `code` is the check that failed, `about` the mailbox, circle or
    case."""

    name: ClassVar[str] = "boxes.alarm.told"
    words: ClassVar[Words] = Words(
        gettext_noop("Your device did not trust what the server said of keys or of a case"), "warning", "key"
    )

    code: str
    about: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressChanged(EvidenceEvent):
    """A personal mailbox followed its owner's new address."""

    name: ClassVar[str] = "boxes.address.changed"
    words: ClassVar[Words] = Words(gettext_noop("The address of the mailbox was changed"), "", "mail")
    personal: ClassVar[frozenset[str]] = frozenset({"before", "after"})

    user: UUID
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysResealed(EvidenceEvent):
    """Older keys of a personal mailbox were sealed to its owner's present key."""

    name: ClassVar[str] = "boxes.keys.resealed"
    words: ClassVar[Words] = Words(gettext_noop("Your older messages were opened again"), "ok", "lock")

    key_versions: list[int]


RIGHTS_CHANGED = (MemberAdded, MemberChanged, MemberRemoved, CheckerAdded, CheckerRemoved)
"""What tells the owner of a mailbox who may use it."""
