"""The shapes of what goes in and out. Names are camelCase on the wire; bytes are standard base64."""

import base64
import binascii
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic.alias_generators import to_camel

LARGEST_FIELD = 3_000_000


def _decode(text: object) -> bytes:
    if not isinstance(text, str) or len(text) > LARGEST_FIELD:
        raise ValueError("not base64")
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error


Base64In = Annotated[
    bytes, BeforeValidator(_decode), WithJsonSchema({"type": "string", "format": "byte"}, mode="validation")
]
Base64Out = Annotated[
    bytes,
    PlainSerializer(lambda data: base64.b64encode(data).decode(), return_type=str),
    WithJsonSchema({"type": "string", "format": "byte"}),
]


class Wire(Schema):
    """The base of every shape: camelCase names, nothing unknown accepted."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class SaltIn(Wire):
    email: str = Field(max_length=254)


class SaltOut(Wire):
    salt: Base64Out


class LoginIn(Wire):
    email: str = Field(max_length=254)
    login: str = Field(max_length=64)


class UserOut(Wire):
    id: UUID
    name: str
    email: str
    recipient: str
    signing_key: str


class VersionKeyOut(Wire):
    number: int
    sealed_identity: Base64Out


class BoxOut(Wire):
    id: UUID
    kind: str
    name: str
    address: str
    organisation: str
    recipient: str
    key_version: int
    keys: list[VersionKeyOut]
    right: str
    may_send: bool
    delegated: bool
    renew: bool


class MeOut(Wire):
    """`passkey_key` is the user key sealed for the passkey that was just shown, where it can unlock."""

    session: str
    user: UserOut
    sealed_key: Base64Out
    boxes: list[BoxOut]
    passkey_key: Base64Out = b""
    # The browser should make a spare key for the organisation's officers now.
    escrow: bool = False


class LoginOut(Wire):
    """`me` where no second step is needed; else the ways to take it."""

    methods: list[str]
    phone: str
    me: MeOut | None


class SecondIn(Wire):
    method: str = Field(max_length=10)
    code: str = Field(max_length=40)
    trust: bool = False


class PasskeyIn(Wire):
    credential: dict[str, Any]
    trust: bool = False


class CodeSentOut(Wire):
    phone: str


class ProofOut(Wire):
    methods: list[str]
    phone: str


class ProofIn(Wire):
    method: str = Field(max_length=10)
    code: str = Field(max_length=64)


class LabelIn(Wire):
    label: str = Field(min_length=1, max_length=60)


class CodeIn(Wire):
    code: str = Field(max_length=40)


class AppOut(Wire):
    """`secret` is base32, `picture` a QR code as SVG."""

    id: UUID
    secret: str
    picture: Base64Out


class PhoneIn(Wire):
    phone: str = Field(max_length=40)


class PhoneCodeIn(PhoneIn):
    code: str = Field(max_length=40)


class NewPasskeyIn(LabelIn):
    credential: dict[str, Any]


class IdOut(Wire):
    id: UUID


class SealIn(Wire):
    sealed: Base64In


class BackupCodesOut(Wire):
    codes: list[str]


class CorrespondentOut(Wire):
    kind: str
    id: UUID
    name: str
    address: str
    recipient: str
    verification: str = "account"
    organisation: str = ""
    court: bool = False
    sender_copy: Base64Out = b""
    adopted: bool = False
    past: bool = False
    phone: str = ""
    language: str = "nl"
    key_version: int = 1
    profession: str = ""
    number: str = ""


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


class HeededIn(Wire):
    """A warning of the composer that its writer passed, and the reason they chose."""

    concern: Literal["lookalike", "other-address", "bsn"]
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
    heeded: list[HeededIn] = Field(default=[], max_length=200)


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


class ReceiptFactsOut(Wire):
    message: UUID
    received: str
    subject: str
    envelope: str
    parties: ReceiptPartiesOut | None
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
    """`zegel/receipt/v2` of docs/formats.md."""

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
    kind: str
    id: UUID
    name: str
    user: UUID | None
    user_name: str | None


class OpenedOut(Wire):
    message: UUID
    conversation: UUID
    subject: str
    received_at: str
    role: str
    holder: UUID
    box: UUID | None
    guest: UUID | None
    envelope: Base64Out
    sealed_key: Base64Out
    sender: SenderOut
    sender_key: str
    files: list[SealedFileOut]


class ReportIn(Wire):
    code: str = Field(max_length=60)
    file_number: int | None = Field(default=None, ge=1, le=1000)


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


class GuestOut(Wire):
    id: UUID
    verification: str
    code_salt: Base64Out
    granted: bool


class CodeOut(Wire):
    seconds: int
    pause: int


class EnterIn(Wire):
    digits: str = Field(default="", max_length=60)
    verifier: str = Field(default="", max_length=64)


class EnteredOut(Wire):
    id: UUID
    name: str
    conversation: UUID
    subject: str
    recipient: str
    sealed_identity: Base64Out
    code_salt: Base64Out
    signing_key: str
    sealed_signing: Base64Out
    owner: CorrespondentOut
    messages: list[UUID]


class EntryOut(Wire):
    id: UUID
    message: UUID
    conversation: UUID
    at: str
    unread: bool
    counterpart: str
    subject: str
    files: int


class EntriesOut(Wire):
    entries: list[EntryOut]
    older: str
    newer: str


class HelpIn(Wire):
    reason: str = Field(max_length=20)
    contact: str = Field(default="", max_length=254)


class SigningKeyIn(Wire):
    public: str = Field(max_length=44)
    sealed: Base64In


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


class OutageReportIn(Wire):
    """A probe's report in canonical JSON, and its Ed25519 signature."""

    report: Base64In
    signature: Base64In


class WithdrawalIn(Wire):
    """`holders` are the recipients to take it back from; null for everybody who has not opened it."""

    holders: list[UUID] | None = Field(default=None, max_length=50)


class WithdrawalOut(Wire):
    """By recipient: it is taken back (now or before), or they opened it and keep it."""

    withdrawn: list[UUID]
    opened: list[UUID]
