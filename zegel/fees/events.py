"""What happened about court fees, as the evidence log states it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final
from uuid import UUID

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words

_CASE: Final = "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeFactKept(EvidenceEvent):
    """A fact on which a fee of a case hangs."""

    name: ClassVar[str] = "fees.fact.kept"
    words: ClassVar[Words] = Words(gettext_noop("Something was noted for the court fee"), "", "court", _CASE)

    fact: UUID
    number: int
    kind: str
    day: date
    party: UUID | None
    values: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeBooked(EvidenceEvent):
    """An entry in the ledger of a party, in cents, with its rule and articles."""

    name: ClassVar[str] = "fees.entry.booked"
    words: ClassVar[Words] = Words(
        gettext_noop("An amount was booked for the court fee"), "ok", "court", _CASE
    )

    entry: UUID
    party: UUID
    kind: str
    cents: int
    day: date
    due: date | None
    rule: str
    articles: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeNoticeMade(EvidenceEvent):
    """A notice of a fee went out to a party, by its channel."""

    name: ClassVar[str] = "fees.notice.made"
    words: ClassVar[Words] = Words(gettext_noop("A notice of the court fee was made"), "ok", "court", _CASE)

    notice: UUID
    entry: UUID
    party: UUID
    cents: int
    due: date
    reference: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtAccountSet(EvidenceEvent):
    """The bank account on which a court receives fees, from now on."""

    name: ClassVar[str] = "fees.account.set"
    words: ClassVar[Words] = Words(
        gettext_noop("The bank account of the court was set"), "warning", "court", "other"
    )

    court: str
    iban: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRead(EvidenceEvent):
    """A bank's statement was read at a desk; lines known before were left alone."""

    name: ClassVar[str] = "fees.statement.read"
    words: ClassVar[Words] = Words(gettext_noop("A bank statement was read"), "ok", "court", "other")

    sha256: str
    lines_new: int
    lines_known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSaid(EvidenceEvent):
    """Somebody at a desk said what an unmatched payment is: for a party, or no court fee at all."""

    name: ClassVar[str] = "fees.line.said"
    words: ClassVar[Words] = Words(gettext_noop("A payment was assigned by hand"), "", "court", "other")

    line: UUID
    party: UUID | None
