"""How guests get in."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestCodeAsked(EvidenceEvent):
    """A guest asked for a code by SMS."""

    name: ClassVar[str] = "mail.guest.code-asked"
    words: ClassVar[Words] = Words(gettext_noop("Asked for a code by SMS"), "", "phone", "access")


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestVerified(EvidenceEvent):
    """A guest showed who they are, by `way`."""

    name: ClassVar[str] = "mail.guest.verified"
    words: ClassVar[Words] = Words(gettext_noop("Got in with a code"), "ok", "key", "access")

    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestCodeFailed(EvidenceEvent):
    """A guest typed a wrong code."""

    name: ClassVar[str] = "mail.guest.code-failed"
    words: ClassVar[Words] = Words(gettext_noop("A wrong code was typed"), "warning", "warning", "access")

    locked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestHelpAsked(EvidenceEvent):
    """A guest cannot get in and asked for help."""

    name: ClassVar[str] = "mail.guest.help-asked"
    words: ClassVar[Words] = Words(gettext_noop("Asked for help to get in"), "warning", "help", "access")

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestHelpSettled(EvidenceEvent):
    """The sender settled a guest's request for help, or the guest got in without it; the actor says which."""

    name: ClassVar[str] = "mail.guest.help-settled"
    words: ClassVar[Words] = Words(gettext_noop("The request for help was settled"), "ok", "check", "access")


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestChanged(EvidenceEvent):
    """The sender changed how a guest gets in; addresses and numbers lie beside the record."""

    name: ClassVar[str] = "mail.guest.changed"
    words: ClassVar[Words] = Words(
        gettext_noop("The sender changed how they get in"), "", "settings", "access"
    )
    personal: ClassVar[frozenset[str]] = frozenset({"old_phone", "phone", "old_address", "address"})

    changed: str
    old_phone: str = ""
    phone: str = ""
    old_address: str = ""
    address: str = ""

    def personal_facts(self) -> dict[str, Any] | None:
        """What was changed, and nothing of the rest; None when no address or number was."""
        told = super(GuestChanged, self).personal_facts() or {}
        return {name: value for name, value in told.items() if value} or None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestBegan(EvidenceEvent):
    """Somebody without an account began a conversation with the court's `box`, after a code at their mail address."""

    name: ClassVar[str] = "mail.guest.began"
    words: ClassVar[Words] = Words(
        gettext_noop("Began an application without an account"), "", "user", "access"
    )

    box: UUID
    conversation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestKeyRegistered(EvidenceEvent):
    """A guest's browser made the key their answers are signed with."""

    name: ClassVar[str] = "mail.guest.key-registered"
    words: ClassVar[Words] = Words(gettext_noop("Made a key to sign answers with"), "", "key", "access")

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestLinkSeen(EvidenceEvent):
    """The secret of a guest's link came to our server, by a mail program; it was not kept."""

    name: ClassVar[str] = "mail.guest.link-seen"
    words: ClassVar[Words] = Words(
        gettext_noop("A mail program sent the secret of the link to us. It was not kept"),
        "warning",
        "key",
        "access",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestLinkRenewed(EvidenceEvent):
    """A guest who was in took another link; the old one opens nothing any more."""

    name: ClassVar[str] = "mail.guest.link-renewed"
    words: ClassVar[Words] = Words(
        gettext_noop("Got a new link; the old one opens nothing any more"), "ok", "key", "access"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestAdopted(EvidenceEvent):
    """A guest took the conversation along to the mailbox of their account."""

    name: ClassVar[str] = "mail.guest.adopted"
    words: ClassVar[Words] = Words(
        gettext_noop("Took the conversation along to an account"), "ok", "user", "access"
    )

    box: UUID
    messages: list[UUID]
