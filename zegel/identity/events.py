"""What this house states: facts to other houses, and events in evidence."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words


@dataclass(frozen=True, slots=True)
class AddressChanged:
    """An account has another mail address. A fact for other houses."""

    name: ClassVar[str] = "identity.address-changed"

    user: UUID
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MemberDeactivated:
    """The administrator `actor` lets somebody in no more; what they could open of the organisation is for others. A fact for
    other houses."""

    name: ClassVar[str] = "identity.member-deactivated"
    user: UUID
    organisation: UUID
    actor: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressAsked(EvidenceEvent):
    """A code went to a new mail address."""

    name: ClassVar[str] = "identity.address-change.asked"
    words: ClassVar[Words] = Words(
        gettext_noop("A code was sent to a new mail address"), "", "mail", "account"
    )
    personal: ClassVar[frozenset[str]] = frozenset({"email"})

    change: UUID
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressCodeFailed(EvidenceEvent):
    """A wrong code was typed."""

    name: ClassVar[str] = "identity.address-change.failed"
    words: ClassVar[Words] = Words(
        gettext_noop("A wrong code for a new mail address"), "warning", "warning", "account"
    )

    change: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressConfirmed(EvidenceEvent):
    """The code came back; the wait began."""

    name: ClassVar[str] = "identity.address-change.confirmed"
    words: ClassVar[Words] = Words(
        gettext_noop("A new mail address was confirmed"), "warning", "mail", "account"
    )
    personal: ClassVar[frozenset[str]] = frozenset({"email"})

    change: UUID
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressReplaced(EvidenceEvent):
    """The account has the new address."""

    name: ClassVar[str] = "identity.address-change.done"
    words: ClassVar[Words] = Words(
        gettext_noop("Your account has a new mail address"), "warning", "mail", "account"
    )
    personal: ClassVar[frozenset[str]] = frozenset({"email"})

    change: UUID
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressStopped(EvidenceEvent):
    """The change was stopped."""

    name: ClassVar[str] = "identity.address-change.stopped"
    words: ClassVar[Words] = Words(
        gettext_noop("The change of your mail address was stopped"), "ok", "close", "account"
    )

    change: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationSent(EvidenceEvent):
    """A link to make an account was mailed."""

    name: ClassVar[str] = "identity.invitation.sent"
    words: ClassVar[Words] = Words(gettext_noop("An invitation was sent"), "", "mail", "account")

    reason: str
    organisation: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationResent(EvidenceEvent):
    """It was mailed once more, with a new link."""

    name: ClassVar[str] = "identity.invitation.resent"
    words: ClassVar[Words] = Words(gettext_noop("An invitation was sent again"), "", "mail", "account")


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationWithdrawn(EvidenceEvent):
    """It is worth nothing any more."""

    name: ClassVar[str] = "identity.invitation.withdrawn"
    words: ClassVar[Words] = Words(gettext_noop("An invitation was withdrawn"), "", "trash", "account")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountImported(EvidenceEvent):
    """The operator took in an account with these keys, made elsewhere."""

    name: ClassVar[str] = "identity.account.imported"
    words: ClassVar[Words] = Words(gettext_noop("The operator made your account"), "ok", "user", "account")

    kind: str
    organisation: UUID | None
    signing_key: str
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationAdded(EvidenceEvent):
    """The operator made an organisation known."""

    name: ClassVar[str] = "identity.organisation.added"
    words: ClassVar[Words] = Words(gettext_noop("An organisation was made known"), "", "court", "account")

    kind: str
    called: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationChanged(EvidenceEvent):
    """How an organisation shows itself; `logo` is the picture's SHA-256 in hex."""

    name: ClassVar[str] = "identity.organisation.changed"
    words: ClassVar[Words] = Words(
        gettext_noop("An organisation changed how it shows itself"), "", "court", "account"
    )

    called: str
    phone: str
    accent: str
    logo: str
    intro_nl: str
    intro_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGiven(EvidenceEvent):
    """Somebody got a role; without `organisation` it is one for the whole installation."""

    name: ClassVar[str] = "identity.role.given"
    words: ClassVar[Words] = Words(gettext_noop("You were given a role"), "", "user", "account")

    role: str
    organisation: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTaken(EvidenceEvent):
    """Somebody lost a role."""

    name: ClassVar[str] = "identity.role.taken"
    words: ClassVar[Words] = Words(gettext_noop("A role was taken from you"), "", "user", "account")

    role: str
    organisation: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipClosed(EvidenceEvent):
    """Somebody is let in no more."""

    name: ClassVar[str] = "identity.member.deactivated"
    words: ClassVar[Words] = Words(gettext_noop("Your access was taken away"), "warning", "lock", "account")

    organisation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipOpened(EvidenceEvent):
    """Somebody is let in again."""

    name: ClassVar[str] = "identity.member.reactivated"
    words: ClassVar[Words] = Words(gettext_noop("You were let in again"), "ok", "check", "account")

    organisation: UUID
