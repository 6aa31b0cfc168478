"""Typed evidence: what a house states in the log. The classes live in the house they speak of, with their words beside them.

Names and facts are stored for ever. A class may get a new field with a default; anything else is a new class with the next
`version`. A retired class stays, so that old records keep their words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar, Final, Literal
from uuid import UUID

from django.utils.translation import gettext_noop

type Sign = Literal["", "ok", "warning"]


@dataclass(frozen=True, slots=True)
class Words:
    """An event as a timeline shows it: a sign and icon, the `group` to filter by, and an English sentence marked for
    translation (`gettext_noop`)."""

    sentence: str
    sign: Sign = ""
    icon: str = "info"
    group: str = "other"


CLIENT: Final = UUID("0199a000-0000-7000-8000-636c69656e74")
"""What `ClientPublished` is about: the programs of this site, which have no identifier of their own."""

_REGISTRY: Final[dict[tuple[str, int], type["EvidenceEvent"]]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceEvent:
    """Something that happened to `subject`. Subclasses are frozen dataclasses with `name` (`house.noun.verb`) and `words`.

    Fields are the facts, in camelCase JSON; those in `personal` are kept beside the record, which holds their salted hash only.
    """

    name: ClassVar[str]
    version: ClassVar[int] = 1
    words: ClassVar[Words]
    personal: ClassVar[frozenset[str]] = frozenset()

    subject: UUID

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super(EvidenceEvent, cls).__init_subclass__(**kwargs)
        if "name" not in vars(cls):
            return
        known = _REGISTRY.get((cls.name, cls.version))
        # A dataclass with slots is made twice under one qualified name.
        if known and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"two events are called {cls.name} version {cls.version}")
        _REGISTRY[cls.name, cls.version] = cls

    def facts(self) -> dict[str, Any]:
        """What the record says beside its subject, as plain JSON."""
        return {
            _camel(name): plain(value) for name, value in self._values().items() if name not in self.personal
        }

    def personal_facts(self) -> dict[str, Any] | None:
        """What is kept beside the record and can be forgotten; None when nothing is."""
        if not self.personal:
            return None
        return {_camel(name): plain(value) for name, value in self._values().items() if name in self.personal}

    def _values(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "subject"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSteppedBack(EvidenceEvent):
    """This machine's clock said `clock`, after `newest` had been recorded; about the record that was newest."""

    name: ClassVar[str] = "evidence.clock.stepped-back"
    words: ClassVar[Words] = Words(gettext_noop("The clock of the server was behind"), "warning", "clock")

    clock: datetime
    newest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockAccepted(EvidenceEvent):
    """An operator saw that the clock had been ahead: moments may be earlier than `newest` again."""

    name: ClassVar[str] = "evidence.clock.accepted"
    words: ClassVar[Words] = Words(
        gettext_noop("The operator put the clock of the server right"), "", "clock"
    )

    reason: str
    newest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogKeyChanged(EvidenceEvent):
    """The log is signed with another key from here on; `note` is signed by the one before it."""

    name: ClassVar[str] = "evidence.key.changed"
    words: ClassVar[Words] = Words(gettext_noop("The log is signed with a new key"), "", "lock")

    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientPublished(EvidenceEvent):
    """This is what browsers are given from here on: the SHA-256 of the manifest of all scripts and styles (docs/formats.md, Client)."""

    name: ClassVar[str] = "evidence.client.published"
    words: ClassVar[Words] = Words(
        gettext_noop("The pages of this site got other scripts or styles"), "", "lock"
    )

    manifest: str


def event_words(name: str) -> Words | None:
    """How a timeline shows an event by its stored name; None for one this version does not know."""
    found = [kind for (known, _version), kind in _REGISTRY.items() if known == name]
    return found[-1].words if found else None


def known_events() -> Mapping[tuple[str, int], type[EvidenceEvent]]:
    """Every class of event there is, by name and version."""
    return dict(_REGISTRY)


def plain(value: Any) -> Any:
    """A value as canonical JSON can hold it: identifiers and moments as text, collections as lists.

    Raises:
        TypeError: a value that has no plain form.
    """
    match value:
        case Enum():
            return plain(value.value)
        case None | bool() | int() | str():
            return value
        case UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            items = [plain(item) for item in value]
            return sorted(items) if isinstance(value, set | frozenset) else items
    raise TypeError(f"{type(value).__name__} has no plain form")


def _camel(name: str) -> str:
    head, *rest = name.rstrip("_").split("_")
    return head + "".join(part.capitalize() for part in rest)
