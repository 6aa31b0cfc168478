"""What is stated of judgments in the evidence log. `subject` is the case."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final
from uuid import UUID

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words
from zegel.seal.judgment import EVENT

_CASE: Final = "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSigned(EvidenceEvent):
    """A judge signed a document of the court with their own key. `statement` is the SHA-256 of what was signed, which the server
    does not know; `zegel.seal.judgment` reads this record."""

    name: ClassVar[str] = EVENT
    words: ClassVar[Words] = Words(gettext_noop("Judgment signed by the judge"), "ok", "court", _CASE)

    document: UUID
    kind: str
    statement: str
    key: str
    follows: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftKept(EvidenceEvent):
    """A version of a judgment in the making was kept. `sealed` is the SHA-256 of the sealed file."""

    name: ClassVar[str] = "judgments.draft.kept"
    words: ClassVar[Words] = Words(gettext_noop("Draft of a judgment kept"), "", "file", _CASE)

    draft: UUID
    number: int
    sealed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforceableCopyIssued(EvidenceEvent):
    """An enforceable copy (*grosse*) was handed out on paper."""

    name: ClassVar[str] = "judgments.copy.issued"
    words: ClassVar[Words] = Words(gettext_noop("Enforceable copy handed out on paper"), "ok", "print", _CASE)

    copy: UUID
    judgment: UUID
    number: int
    party: UUID
    interest: str
    asked_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EcliGiven(EvidenceEvent):
    """A judgment got its ECLI."""

    name: ClassVar[str] = "judgments.ecli.given"
    words: ClassVar[Words] = Words(gettext_noop("Judgment got its ECLI"), "", "court", _CASE)

    judgment: UUID
    ecli: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceReleased(EvidenceEvent):
    """What came after the day of judgment was set, the judge may see from now on (art. 12.6). `sealed` is SHA-256 of the reason."""

    name: ClassVar[str] = "judgments.piece.released"
    words: ClassVar[Words] = Words(gettext_noop("Late document shown to the judge"), "", "file", _CASE)

    entry: UUID
    ground: str
    agreed: list[UUID]
    rule: str
    sealed: str | None
