"""What this house states in evidence."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRefused(EvidenceEvent):
    """A number could not be claimed; `why` is unknown, name or taken."""

    name: ClassVar[str] = "professions.profession.refused"
    words: ClassVar[Words] = Words(
        gettext_noop("Linking a professional number was refused"), "warning", "warning", "account"
    )

    claimed: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCodeSent(EvidenceEvent):
    """A code went to the address on record."""

    name: ClassVar[str] = "professions.profession.code-sent"
    words: ClassVar[Words] = Words(
        gettext_noop("A code to link your professional number was mailed"), "", "mail", "account"
    )

    kind: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCodeFailed(EvidenceEvent):
    """A wrong code."""

    name: ClassVar[str] = "professions.profession.code-failed"
    words: ClassVar[Words] = Words(
        gettext_noop("Somebody typed a wrong code for your professional number"),
        "warning",
        "warning",
        "account",
    )

    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfessionLinked(EvidenceEvent):
    """The account belongs to the number; `standing` is what the register says of it."""

    name: ClassVar[str] = "professions.profession.linked"
    words: ClassVar[Words] = Words(
        gettext_noop("Your professional number was linked"), "ok", "court", "account"
    )

    kind: str
    number: str
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfessionUnlinked(EvidenceEvent):
    """It does no more."""

    name: ClassVar[str] = "professions.profession.unlinked"
    words: ClassVar[Words] = Words(
        gettext_noop("Your professional number was unlinked"), "", "court", "account"
    )

    kind: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeBlocked(EvidenceEvent):
    """The register says that they may not practise."""

    name: ClassVar[str] = "professions.profession.blocked"
    words: ClassVar[Words] = Words(
        gettext_noop("Your mail with courts was blocked"), "warning", "lock", "account"
    )

    kind: str
    number: str
    was: str
    is_: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRestored(EvidenceEvent):
    """They may again."""

    name: ClassVar[str] = "professions.profession.restored"
    words: ClassVar[Words] = Words(
        gettext_noop("Your mail with courts works again"), "ok", "check", "account"
    )

    kind: str
    number: str
    was: str
    is_: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterImported(EvidenceEvent):
    """The professional register was renewed from a file."""

    name: ClassVar[str] = "professions.register.imported"
    words: ClassVar[Words] = Words(
        gettext_noop("The professional register was renewed"), "", "court", "account"
    )

    sha256: str
    rows: int
    added: int
    changed: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAbsent(EvidenceEvent):
    """Somebody looked at a row that vanished: this person is not in the register."""

    name: ClassVar[str] = "professions.register.absent"
    words: ClassVar[Words] = Words(
        gettext_noop("Somebody is no longer in the professional register"), "", "court", "account"
    )

    kind: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterStatusChanged(EvidenceEvent):
    """What the register says of somebody changed."""

    name: ClassVar[str] = "professions.register.status-changed"
    words: ClassVar[Words] = Words(
        gettext_noop("The professional register changed what it says of somebody"), "", "court", "account"
    )

    kind: str
    number: str
    was: str
    is_: str
    from_: date | None
    until: date | None
