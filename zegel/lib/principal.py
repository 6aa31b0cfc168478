"""Who acts: the one typed value every verb takes, and the one place where a reference to somebody is written as text."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Final, Self
from uuid import UUID


class Kind(StrEnum):
    """What sort of actor somebody is."""

    PERSON = "person"
    """An account holder."""
    GUEST = "guest"
    """A recipient without an account, in one conversation."""
    SERVICE = "service"
    """A program with a credential of its own: a court's agent, an office's connector, a probe."""
    SYSTEM = "system"
    """Zegel's own work: a job, an operator's command, the clock."""
    VISITOR = "visitor"
    """Somebody who has not shown who they are: whoever types a password, asks for a link or brings one."""


class Assurance(IntEnum):
    """How strongly somebody showed who they are; a higher one includes the lower."""

    NONE = 0
    PASSWORD = 1
    """One factor: a password, an access code or a link."""
    SECOND_FACTOR = 2
    """Two factors, or a code on a phone that the sender knew (eIDAS "substantial", Besluit elektronisch procederen art. 4)."""
    CREDENTIAL = 3
    """A program's own key or token."""


class Scope(StrEnum):
    """What a login may be used for, apart from what its holder may do."""

    ACCOUNT = "account"
    """The actor's own account: second factors, password, sessions."""
    WORK = "work"
    """Everything of mail, filing, cases and organisations."""
    CHECK = "check"
    """Verdicts on received files, by a court's own automation."""


_PREFIX: Final = {
    Kind.PERSON: "user",
    Kind.GUEST: "guest",
    Kind.SERVICE: "service",
    Kind.SYSTEM: "system",
    Kind.VISITOR: "visitor",
}
_KIND: Final = {prefix: kind for kind, prefix in _PREFIX.items()}


@dataclass(frozen=True, slots=True)
class Principal:
    """Who acts, as a door established it. Verbs decide on it and write `reference` into evidence.

    `id` is of the account or guest; the system has none and names its `process` instead, as a probe does. Of a visitor that is
    what they came for.
    `organisation` is that of the account. `on_behalf_of` is the mailbox or other container acted for.
    `authenticated_at` is the moment (aware) at which the actor last showed who they are.
    """

    kind: Kind
    id: UUID | None = None
    process: str = ""
    organisation: UUID | None = None
    on_behalf_of: UUID | None = None
    assurance: Assurance = Assurance.NONE
    authenticated_at: datetime | None = None
    scopes: frozenset[Scope] = frozenset()

    def __post_init__(self) -> None:
        if (self.id is None) != bool(self.process):
            raise ValueError("a principal has an identifier or names a process")
        if self.kind in {Kind.PERSON, Kind.GUEST} and self.id is None:
            raise ValueError("a person or guest has an identifier")

    @property
    def reference(self) -> str:
        """The actor as evidence names it: `user:…`, `guest:…`, `service:…`, `system:…`, `visitor:…`. The format is kept for ever."""
        return reference(self.kind, self.id or self.process)

    @property
    def account(self) -> UUID:
        """The identifier of the account or guest.

        Raises:
            TypeError: the system has none; a verb that asks for it is not for the system.
        """
        if self.id is None:
            raise TypeError("no account acts here")
        return self.id

    def may(self, scope: Scope) -> bool:
        """Whether this login may be used for `scope`."""
        return scope in self.scopes

    def acting_for(self, container: UUID | None) -> Self:
        """The same actor, for a mailbox or other container."""
        return replace(self, on_behalf_of=container)


@dataclass(frozen=True, slots=True)
class Reference:
    """Somebody named in evidence: `id` for who has an account or is a guest, else the `process`."""

    kind: Kind
    id: UUID | None
    process: str = ""


def system(process: str) -> Principal:
    """Zegel itself, doing the work called `process` (`mail`, `operator`, …)."""
    return Principal(Kind.SYSTEM, process=process)


def visitor(errand: str) -> Principal:
    """Somebody who has not shown who they are, for what they came for (`login`, `sign-up`, `reset`, …)."""
    return Principal(Kind.VISITOR, process=errand)


def reference(kind: Kind, name: UUID | str) -> str:
    """Somebody as evidence names them, by identifier or process."""
    return f"{_PREFIX[kind]}:{name}"


def parse_reference(text: str) -> Reference | None:
    """Whom a reference names; None for what names nobody this version knows."""
    prefix, _, name = text.partition(":")
    kind = _KIND.get(prefix)
    if kind is None or not name:
        return None
    try:
        return Reference(kind, UUID(name))
    except ValueError:
        return Reference(kind, None, name) if kind not in {Kind.PERSON, Kind.GUEST} else None
