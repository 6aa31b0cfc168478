"""Who can log in elsewhere, and who must."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from zegel.authentication.errors.sso import ProviderUnknown, SsoOnly
from zegel.authentication.models import LinkedLogin
from zegel.authentication.queries.policies import policy_of
from zegel.authentication.rules.policies import must_link
from zegel.authentication.rules.sso import Provider
from zegel.identity.queries.invitations import Invitation
from zegel.identity.queries.people import User

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Invitation",
    "Linked",
    "ToLink",
    "demanded",
    "from_directory",
    "has_directory",
    "has_linked",
    "label_of",
    "logins_of",
    "provider_named",
    "providers",
    "refuse_password",
    "to_link",
]


@dataclass(frozen=True, slots=True)
class Linked:
    """A provider, and the login there that an account has, if any."""

    name: str
    label: str
    login: UUID | None
    used_at: datetime | None


def providers() -> list[Provider]:
    """Who can vouch for people, in the operator's order."""
    return list(settings.ENVIRONMENT.providers.values())


def provider_named(name: str) -> Provider:
    """One of them.

    Raises:
        ProviderUnknown.
    """
    found: Provider | None = settings.ENVIRONMENT.providers.get(name)
    if found is None:
        raise ProviderUnknown
    return found


def logins_of(user: User) -> list[Linked]:
    """Each provider that is for this person, with their login there; a directory is for its own members."""
    rows = {login.provider: login for login in user.linked_logins.all()}
    theirs = [
        (provider.name, provider.label)
        for provider in providers()
        if provider.name in rows or provider.organisation in (None, user.organisation_id)
    ]
    # Of a provider that is connected no more, the name is all there is.
    theirs += [(name, name) for name in sorted(rows) if name not in {known for known, _ in theirs}]
    return [
        Linked(
            name, label, rows[name].pk if name in rows else None, rows[name].used_at if name in rows else None
        )
        for name, label in theirs
    ]


@dataclass(frozen=True, slots=True)
class ToLink:
    """The organisation's own login that a member has yet to link: what it is called, from which day nothing else opens,
    and whether that day has come."""

    label: str
    since: date | None
    now: bool


def to_link(user: User, at: datetime) -> ToLink | None:
    """Which login somebody has yet to link, where their organisation wants that (two queries, and none without one)."""
    if user.kind != User.Kind.PERSON or not has_directory(user):
        return None
    policy = policy_of(user.organisation_id)
    if not policy.sso_only or has_linked(user):
        return None
    own = next(provider for provider in providers() if provider.organisation == user.organisation_id)
    return ToLink(own.label, policy.sso_from, must_link(policy, at))


def has_linked(user: User) -> bool:
    """Whether somebody linked a login of their own organisation."""
    own = [
        provider.name
        for provider in providers()
        if user.organisation_id and provider.organisation == user.organisation_id
    ]
    return LinkedLogin.objects.filter(user=user, provider__in=own).exists()


def demanded(user: User) -> str:
    """The provider by which this person must log in, because their organisation says so and they have linked it."""
    if user.organisation_id is None or not policy_of(user.organisation_id).sso_only:
        return ""
    own = [provider.name for provider in providers() if provider.organisation == user.organisation_id]
    found = LinkedLogin.objects.filter(user=user, provider__in=own).order_by("made_at").first()
    return found.provider if found else ""


def has_directory(user: User) -> bool:
    """Whether the organisation somebody works for has a login of its own."""
    return user.organisation_id is not None and any(
        provider.organisation == user.organisation_id for provider in providers()
    )


def from_directory(invitation: Invitation) -> bool:
    """Whether somebody came to this invitation by their organisation's directory, without a mail."""
    return LinkedLogin.objects.filter(invitation=invitation.pk).exists()


def refuse_password(user: User) -> None:
    """Whether the organisation lets this person in by what they have here, a password or a passkey.

    Raises:
        SsoOnly: it wants its own login, and they have linked it.
    """
    wanted = demanded(user)
    if wanted:
        raise SsoOnly(provider=label_of(wanted))


def label_of(provider: str) -> str:
    """What people call a provider; its name when it is connected no more."""
    found = settings.ENVIRONMENT.providers.get(provider)
    return found.label if found else provider
