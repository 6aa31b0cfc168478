"""The shapes that several subjects of this door speak of: mailboxes, messages, receipts."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from zegel.api.shared.choices import (
    BoxKind,
    Language,
    PartyKind,
    Profession,
    Right,
    Role,
    Standing,
    Verification,
)
from zegel.api.shared.wire import Base64In, Base64Out, Wire
from zegel.boxes.actions import NextKey
from zegel.seal.membership import Signed


class VersionKeyOut(Wire):
    number: int
    sealed_identity: Base64Out


class StatementOut(Wire):
    """Who holds the key of a mailbox, as a member signed it (docs/formats.md, Membership)."""

    statement: str
    signature: str


class StatementIn(Wire):
    statement: str = Field(max_length=1_000_000)
    signature: str = Field(max_length=88)

    @property
    def signed(self) -> Signed:
        """As the seal reads it."""
        return Signed(self.statement, self.signature)


class MemberSealIn(Wire):
    user: UUID
    sealed_identity: Base64In


class NextKeyIn(Wire):
    number: int = Field(ge=2, le=1_000_000)
    recipient: str = Field(max_length=4096)
    keys: list[MemberSealIn] = Field(max_length=1000)
    statement: StatementIn | None = None

    @property
    def made(self) -> NextKey:
        """As the verbs read it."""
        sealed = {key.user: key.sealed_identity for key in self.keys}
        said = self.statement.signed if self.statement else None
        return NextKey(self.number, self.recipient, sealed, statement=said)


class BoxOut(Wire):
    id: UUID
    kind: BoxKind
    name: str
    address: str
    organisation: str
    recipient: str
    key_version: int
    keys: list[VersionKeyOut]
    right: Right
    may_send: bool
    delegated: bool
    renew: bool
    # The last one; null where nobody made any.
    statement: StatementOut | None


class PinsOut(Wire):
    version: int
    sealed: Base64Out


class PasskeyIn(Wire):
    credential: dict[str, Any]
    trust: bool = False


class CodeSentOut(Wire):
    phone: str


class CodeIn(Wire):
    code: str = Field(max_length=40)


class SealIn(Wire):
    sealed: Base64In


class CorrespondentOut(Wire):
    kind: PartyKind
    id: UUID
    name: str
    address: str
    recipient: str
    verification: Verification = "account"
    organisation: str = ""
    court: bool = False
    sender_copy: Base64Out = b""
    adopted: bool = False
    past: bool = False
    phone: str = ""
    language: Language = "nl"
    key_version: int = 1
    profession: Profession = ""
    number: str = ""
    standing: Standing = ""


class NewGuestIn(Wire):
    name: str = Field(max_length=200)
    email: str = Field(max_length=254)
    phone: str = Field(default="", max_length=40)
    language: str = "nl"
    verification: str
    recipient: str = Field(max_length=4096)
    sealed_identity: Base64In
    sender_copy: Base64In
    code_salt: Base64In | None = None
    code_verifier: str = Field(default="", max_length=64)
    organisation_code: UUID | None = None


class BasisIn(Wire):
    """Why a court may write to somebody (VI 6.3): `asked` or `agreed`, on which day, and how we know."""

    kind: str = Field(max_length=11)
    given_on: date
    source: str = Field(default="", max_length=200)


class BoxRecipientIn(Wire):
    box: UUID
    key: Base64In
    key_version: int = Field(default=1, ge=1, le=1_000_000)
    basis: BasisIn | None = None


class GuestRecipientIn(Wire):
    guest: UUID
    key: Base64In
    link: str = Field(pattern=r"^[A-Za-z0-9_-]{43}$")
    new: NewGuestIn | None = None
    basis: BasisIn | None = None


class AttemptsIn(Wire):
    """Failed tries of the sender's device, signed (docs/formats.md, Attempts)."""

    document: Base64In
    signature: Base64In


class WarningIn(Wire):
    """A warning of the composer that its writer passed, and the reason they chose."""

    concern: Literal["lookalike", "odd-letters", "other-address", "bsn"]
    reason: Literal["checked", "known", "needed", "not-so"]


class MessageIn(Wire):
    message: UUID
    conversation: UUID
    subject: str = Field(max_length=200)
    envelope: Base64In
    sender_key: Base64In
    sender_key_version: int = Field(default=1, ge=1, le=1_000_000)
    objects: list[UUID] = Field(default=[], max_length=1000)
    boxes: list[BoxRecipientIn] = Field(default=[], max_length=100)
    guests: list[GuestRecipientIn] = Field(default=[], max_length=100)
    secret: bool = False
    draft: UUID | None = None
    attempts: AttemptsIn | None = None
    acknowledged_warnings: list[WarningIn] = Field(default=[], max_length=200)
    # What a row of a list says of it (docs/formats.md, Summary).
    summary: Base64In = b""


class UserMessageIn(MessageIn):
    box: UUID


class ReceiptOut(Wire):
    message: UUID
    received_at: str
    envelope_sha256: str
    files: list[str]


class ReceiptFileOut(Wire):
    number: int
    size: int
    sha256: str
    verdicts: list[dict[str, Any]]


class ReceiptPartiesOut(Wire):
    sender: str
    on_behalf_of: str
    organisation: str
    recipients: list[str]


class FilingPartiesOut(ReceiptPartiesOut):
    filed_for: str


class ReceiptFilingOut(Wire):
    id: UUID
    number: str
    channel: str
    kind: str
    court: str
    location: str
    matter: str


class ReceiptFactsOut(Wire):
    message: UUID | None
    received: str
    subject: str
    envelope: str | None
    filing: ReceiptFilingOut | None
    parties: FilingPartiesOut | ReceiptPartiesOut | None
    files: list[ReceiptFileOut]


class LaterRecordOut(Wire):
    record: str
    index: int
    proof: list[str]


class ReceiptLogOut(Wire):
    origin: str
    key: str
    succession: list[str]
    index: int
    proof: list[str]
    checkpoint: str


class ProvenReceiptOut(Wire):
    """`zegel/receipt/v3` of docs/formats.md."""

    type: str
    facts: ReceiptFactsOut
    record: str
    personal: str | None
    later: list[LaterRecordOut]
    log: ReceiptLogOut
    stamp: str | None


class SealedFileOut(Wire):
    number: int
    object: UUID
    size: int


class SenderOut(Wire):
    kind: PartyKind
    id: UUID
    name: str
    user: UUID | None
    user_name: str | None


class KeepersOut(Wire):
    """So many officers of an organisation together can open what a member of the mailbox can."""

    organisation: str
    needed: int


class ReaderOut(Wire):
    """Who holds a key of a message today, and who opens it through them. `delegates` are named to the mailbox itself only."""

    kind: PartyKind
    id: UUID
    name: str
    organisation: str
    members: int
    delegate_count: int
    delegates: list[str]
    agents: int
    keepers: list[KeepersOut]


class OpenedOut(Wire):
    """`record`, `personal` and `log` are what the log has of it: held by the reader's client against what was signed.
    `readers` are the real grants; `adoptions` the records by which a guest took the conversation along to a mailbox."""

    message: UUID
    conversation: UUID
    subject: str
    received_at: str
    role: Role
    delivery: UUID
    box: UUID | None
    guest: UUID | None
    envelope: Base64Out
    sealed_key: Base64Out
    sender: SenderOut
    sender_key: str
    files: list[SealedFileOut]
    record: str | None
    personal: str | None
    log: ReceiptLogOut | None
    readers: list[ReaderOut]
    adoptions: list[str]


class ReportIn(Wire):
    code: str = Field(max_length=60)
    file_number: int | None = Field(default=None, ge=1, le=1000)


class PasswordIn(Wire):
    login: str = Field(max_length=64)
    salt: Base64In
    sealed_key: Base64In = b""
    recovery: Base64In = b""
    proof: Base64In = b""
