"""Circles as the wire shows them, and as it brings them."""

from uuid import UUID

from pydantic import Field

from zegel.api.mailboxes.boxes import VersionKeyIn
from zegel.api.shared.schemas import StatementIn, StatementOut
from zegel.api.shared.wire import Base64In, Base64Out, Wire
from zegel.boxes.actions import MailboxMember, NewCircle


class CircleKeyOut(Wire):
    """The key of version `number`; `mailbox` is the member it is sealed to, None when it is sealed to the reader."""

    number: int
    sealed_identity: Base64Out
    mailbox: UUID | None


class CircleOut(Wire):
    id: UUID
    kind: str
    recipient: str
    key_version: int
    right: str
    renew: bool
    keys: list[CircleKeyOut]
    # The last one; null where nobody made any.
    statement: StatementOut | None


class CircleMemberOut(Wire):
    """A mailbox and the key to seal to, or a user and theirs (`mailbox` is None)."""

    mailbox: UUID | None
    user: UUID | None
    name: str
    organisation: str
    recipient: str
    key_version: int | None
    right: str


class MailboxMemberIn(Wire):
    mailbox: UUID
    right: str = Field(max_length=7)
    sealed_identity: Base64In
    key_version: int = Field(ge=1, le=1_000_000)


class NewCircleIn(Wire):
    """A circle with the identifier that its first statement names."""

    id: UUID
    kind: str = Field(max_length=20)
    recipient: str = Field(max_length=4096)
    members: list[MailboxMemberIn] = Field(min_length=1, max_length=200)
    statement: StatementIn

    @property
    def made(self) -> NewCircle:
        """As the verb reads it."""
        members = [MailboxMember(**member.model_dump()) for member in self.members]
        return NewCircle(self.recipient, members, self.id, self.statement.signed)


class MadeOut(Wire):
    id: UUID


class JoiningIn(Wire):
    mailbox: UUID
    right: str = Field(max_length=7)
    key_version: int = Field(ge=1, le=1_000_000)
    keys: list[VersionKeyIn] = Field(max_length=1000)
    statement: StatementIn


class PartyKeyIn(Wire):
    """The next key sealed to a member: a user, or a mailbox with its key version."""

    party: UUID
    sealed_identity: Base64In
    key_version: int | None = Field(default=None, ge=1, le=1_000_000)


class NextCircleKeyIn(Wire):
    number: int = Field(ge=2, le=1_000_000)
    recipient: str = Field(max_length=4096)
    keys: list[PartyKeyIn] = Field(max_length=1000)
    statement: StatementIn
