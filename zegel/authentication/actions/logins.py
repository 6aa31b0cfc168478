"""Logins elsewhere that belong to an account: linking one, using one, unlinking one."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from zegel.authentication.errors.factors import FactorUnknown, LastFactor
from zegel.authentication.errors.sso import LastLogin, SsoAlready, SsoNoAccount, SsoOnly, SsoTaken
from zegel.authentication.keys import subject_digest
from zegel.authentication.models import LinkedLogin
from zegel.authentication.queries.factors import methods
from zegel.authentication.queries.logins import demanded
from zegel.authentication.rules.sso import VerifiedClaims
from zegel.evidence.actions import Event, write
from zegel.identity.actions.notices import tell_owner
from zegel.identity.letters.security import SecurityNotice
from zegel.identity.queries.people import User, locked


@transaction.atomic
def enter_by_login(*, claims: VerifiedClaims, at: datetime) -> User:
    """Whose account a login elsewhere belongs to.

    Raises:
        SsoNoAccount: nobody's, or of somebody who may not log in any more: one answer.
    """
    rows = LinkedLogin.objects.select_for_update(of=("self",)).select_related("user__organisation")
    found = rows.filter(digest=_digest(claims), user__is_active=True).first()
    if found is None or found.user is None:
        raise SsoNoAccount(provider=claims.provider.label)
    found.used_at = at
    found.save(update_fields=["used_at"])
    facts = {"provider": found.provider, "acr": claims.acr, "twoFactors": claims.two_factors}
    write([Event("accounts.sso.shown", found.user.pk, f"user:{found.user.pk}", facts)], at=at)
    return found.user


@transaction.atomic
def link_login(*, user: User, claims: VerifiedClaims, at: datetime) -> LinkedLogin:
    """Let somebody log in by way of a provider from now on. They have shown who they are in both places.

    Raises:
        SsoAlready: they have one there; SsoTaken: another account has this one.
    """
    provider = claims.provider
    if user.linked_logins.filter(provider=provider.name).exists():
        raise SsoAlready(provider=provider.label)
    # An employee who began here by their directory and stopped: the account they have is the one they want.
    LinkedLogin.objects.filter(digest=_digest(claims), user__isnull=True).delete()
    try:
        with transaction.atomic():
            made = LinkedLogin.objects.create(
                user=user, provider=provider.name, digest=_digest(claims), made_at=at
            )
    except IntegrityError:
        raise SsoTaken(provider=provider.label) from None
    _linked(user, made, at)
    return made


@transaction.atomic
def unlink_login(*, user: User, login: UUID, at: datetime) -> None:
    """Log in by way of that provider no more.

    Raises:
        FactorUnknown: no such login of theirs; LastLogin: the organisation lets them in no other way;
        LastFactor: nothing else stands for a second factor.
    """
    person = locked(user.pk)
    found = person.linked_logins.filter(pk=login).first()
    if found is None:
        raise FactorUnknown
    if demanded(person) == found.provider:
        raise LastLogin
    found.delete()
    if not methods(person):
        raise LastFactor
    facts = {"provider": found.provider}
    write([Event("accounts.sso.unlinked", person.pk, f"user:{person.pk}", facts)], at=at)
    tell_owner(
        user=person, letter=SecurityNotice(what="sso-unlinked", provider=label_of(found.provider)), at=at
    )


def settle(*, invitation: UUID, user: User, at: datetime) -> None:
    """The login an invitation was made for belongs to the account that came of it. Joins the caller's transaction."""
    found = LinkedLogin.objects.filter(invitation=invitation).first()
    if found:
        found.user, found.invitation, found.used_at = user, None, at
        found.save(update_fields=["user", "invitation", "used_at"])
        _linked(user, found, at)


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


def _linked(user: User, login: LinkedLogin, at: datetime) -> None:
    facts = {"provider": login.provider}
    write([Event("accounts.sso.linked", user.pk, f"user:{user.pk}", facts)], at=at)
    tell_owner(user=user, letter=SecurityNotice(what="sso-linked", provider=label_of(login.provider)), at=at)


def _digest(claims: VerifiedClaims) -> bytes:
    return subject_digest(claims.provider.issuer, claims.subject)
