"""Shapes of judgments on the wire. What is sealed is bytes here; nothing of it is looked into."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from zegel.api.shared.wire import Base64In, Base64Out, Wire

KeyVersion = Field(ge=1, le=1_000_000)


class NewDraftIn(Wire):
    """A version of a judgment in the making, sealed to the circle of the court."""

    envelope: Base64In
    sealed_key: Base64In
    object: UUID
    document_key: Base64In
    key_version: int = KeyVersion


class JudgmentDraftOut(Wire):
    """A version with its sealed keys; `signer_key` is what its manifest is signed with by the directory."""

    id: UUID
    number: int
    made_at: str
    made_by: str
    container: UUID
    object: UUID
    size: int
    envelope: Base64Out
    sealed_key: Base64Out
    document_key: Base64Out
    key_version: int
    signer_key: str


class ReasonIn(Wire):
    """Why a judge decides otherwise, sealed to a circle."""

    circle: UUID
    envelope: Base64In
    sealed_key: Base64In
    key_version: int = KeyVersion


class SignedDocumentIn(Wire):
    """A draft as the judge signed it. `statement` is SHA-256 (hex) of what was signed."""

    draft: UUID
    document_key: Base64In
    signature: UUID
    signature_key: Base64In
    envelope: Base64In
    sealed_key: Base64In
    key_version: int = KeyVersion
    statement: str = Field(max_length=64)
    key: str = Field(max_length=44)


FormatVerdict = Literal["not PDF/A", "claims PDF/A"]
"""What a browser can say of a document; it validates none."""


class JudgmentIn(Wire):
    """A judgment as the judge gives it; `seen` is the number of the newest act the judge had seen."""

    id: UUID
    seen: int = Field(ge=0, le=1_000_000)
    form: Literal["written", "short", "oral"]
    appeared: list[UUID] = Field(max_length=200)
    very_urgent: bool = False
    format: FormatVerdict = "claims PDF/A"
    document: SignedDocumentIn | None = None
    reason: ReasonIn | None = None


class WorkedOutIn(Wire):
    """The record of an oral judgment, or a short one in full."""

    id: UUID
    format: FormatVerdict
    document: SignedDocumentIn


class JudgmentOut(Wire):
    id: UUID
    kind: Literal["written", "short", "oral", "full", "record"]
    given_at: str


class SentIn(Wire):
    """That all copies were sent; `seen` as of a judgment."""

    id: UUID
    seen: int = Field(ge=0, le=1_000_000)


class EnforceableCopyIn(Wire):
    """An enforceable copy on paper for a party; `asked_on` is the day on which a further one was asked for."""

    id: UUID
    party: UUID
    interest: Literal["claim", "counterclaim", "costs"]
    asked_on: date | None = None


class EnforceableCopyOut(Wire):
    """A copy as it stands in the register of the case; its `number` is written on the paper."""

    id: UUID
    number: int


class PostponementIn(Wire):
    """A judgment put off: to which day and time (ISO 8601, Dutch where it has no offset), and who asked for it in writing."""

    id: UUID
    seen: int = Field(ge=0, le=1_000_000)
    day: str = Field(default="", max_length=40)
    asked: list[UUID] = Field(max_length=200)
    written: bool = False
    reason: ReasonIn | None = None


class ReleaseIn(Wire):
    """Why a piece that waits reaches the judge."""

    ground: Literal["agreed", "clearing", "judge"]
    agreed: list[UUID] = Field(default=[], max_length=200)
    reason: ReasonIn | None = None


class DeskNotesIn(Wire):
    """A judge's notes, sealed to the judge's own key; `seen` is the version they were made from."""

    sealed: Base64In
    seen: int = Field(ge=0, le=1_000_000)


class DeskNotesOut(Wire):
    """The notes as they were kept; version 0 and empty where there are none."""

    version: int
    sealed: Base64Out
