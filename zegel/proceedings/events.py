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
class TermOpened(EvidenceEvent):
    """Something must be done from now on, by whom and until when (`proceedings.models.Task`), because of an act or a filing.

    `turn` counts the records of a term: what the highest says is what holds. `due` is the law's term, or how soon; `reckoning` is from
    what `due_at` follows, and by which rule.
    """

    name: ClassVar[str] = "proceedings.term.opened"
    words: ClassVar[Words] = Words(gettext_noop("Something is to be done"), "", "clock", _CASE)

    term: UUID
    turn: int
    cause: str
    who: str
    what: str
    place: str
    due: str
    due_at: datetime | None
    reckoning: dict[str, Any] | None
    act: UUID | None
    filing: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMoved(EvidenceEvent):
    """What must be done has another last moment; it was `moved_from` before, where there was one."""

    name: ClassVar[str] = "proceedings.term.moved"
    words: ClassVar[Words] = Words(gettext_noop("A last moment was moved"), "", "clock", _CASE)

    term: UUID
    turn: int
    who: str
    due_at: datetime
    moved_from: datetime | None
    reckoning: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermClosed(EvidenceEvent):
    """It was done, or nobody can do it any more; by which act, where one did."""

    name: ClassVar[str] = "proceedings.term.closed"
    words: ClassVar[Words] = Words(
        gettext_noop("Nothing is to be done for this any more"), "ok", "clock", _CASE
    )

    term: UUID
    turn: int
    who: str
    act: UUID | None


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
