"""What the course of a case states in the evidence log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final
from uuid import UUID

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words

_CASE: Final = "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDone(EvidenceEvent):
    """An act in the course of a case, in which role, from which state to which. `sealed` is SHA-256 of its sealed reason, `waits_for`
    `kind` and `moment` of what the case waits for from then on, empty and None for nothing; None where the act changes nothing about it."""

    name: ClassVar[str] = "proceedings.act.done"
    words: ClassVar[Words] = Words(gettext_noop("Done in the course of the case"), "ok", "court", _CASE)

    act: UUID
    number: int
    what: str
    role: str
    state_before: str
    state_after: str
    stated: dict[str, Any]
    overridden: list[str]
    sealed: str | None
    waits_for: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingRecorded(EvidenceEvent):
    """Something noted at a hearing. `noted` is the moment on the clock of who noted it, `sealed` SHA-256 of its sealed words."""

    name: ClassVar[str] = "proceedings.hearing.recorded"
    words: ClassVar[Words] = Words(gettext_noop("Noted at the hearing"), "ok", "court", _CASE)

    record: UUID
    number: int
    what: str
    party: UUID | None
    role: str
    noted: datetime
    stated: dict[str, Any]
    overridden: list[str]
    sealed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeGiven(EvidenceEvent):
    """Somebody holds an office at a desk from now on."""

    name: ClassVar[str] = "proceedings.office.given"
    words: ClassVar[Words] = Words(gettext_noop("An office at the court was given"), "", "user", "other")

    account: UUID
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeEnded(EvidenceEvent):
    """Somebody holds an office no longer."""

    name: ClassVar[str] = "proceedings.office.ended"
    words: ClassVar[Words] = Words(gettext_noop("An office at the court ended"), "", "user", "other")

    account: UUID
    office: str
