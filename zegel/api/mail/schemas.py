"""The shapes of messages, drafts and uploads."""

from uuid import UUID

from pydantic import Field

from zegel.api.shared.schemas import BasisIn, CorrespondentOut
from zegel.api.shared.wire import Base64In, Base64Out, Wire


class ConversationOut(Wire):
    id: UUID
    subject: str
    owner: UUID
    correspondents: list[CorrespondentOut]


class UploadIn(Wire):
    size: int
    sha256: str


class UploadOut(Wire):
    id: UUID
    part_size: int
    size: int
    parts: list[int]
    stored: bool


class DraftIn(Wire):
    box: UUID
    sealed: Base64In
    key_version: int = Field(default=1, ge=1, le=1_000_000)
    version: int = Field(ge=0)


class DraftOut(Wire):
    id: UUID
    box: UUID
    sealed: Base64Out
    version: int
    saved_at: str


class VersionOut(Wire):
    version: int
    saved_at: str


class EntryOut(Wire):
    id: UUID
    message: UUID
    conversation: UUID
    at: str
    unread: bool
    counterpart: str
    subject: str
    files: int


class EntryStateOut(Wire):
    entry: UUID
    state: str


class NewsOut(Wire):
    unread: list[UUID]
    states: list[EntryStateOut]


class EntriesOut(Wire):
    entries: list[EntryOut]
    older: str
    newer: str


class RepairIn(Wire):
    link: str = Field(pattern=r"^[A-Za-z0-9_-]{43}$")
    phone: str = Field(default="", max_length=40)
    email: str = Field(default="", max_length=254)
    sealed_identity: Base64In = b""
    sender_copy: Base64In = b""
    code_salt: Base64In = b""
    code_verifier: str = Field(default="", max_length=64)
    basis: BasisIn | None = None


class ResendIn(Wire):
    link: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{43})?$")


class WithdrawalIn(Wire):
    """`deliveries` are the recipients to take it back from; null for everybody who has not opened it."""

    deliveries: list[UUID] | None = Field(default=None, max_length=50)


class WithdrawalOut(Wire):
    """By recipient: it is taken back (now or before), or they opened it and keep it."""

    withdrawn: list[UUID]
    opened: list[UUID]
