"""Logins elsewhere that belong to an account: linking one, using one, unlinking one."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from zegel.authentication.errors.factors import FactorUnknown, LastFactor
from zegel.authentication.errors.sso import LastLogin, SsoAlready, SsoNoAccount, SsoTaken
from zegel.authentication.events import ProviderLinked, ProviderShown, ProviderUnlinked
from zegel.authentication.keys import subject_digest
from zegel.authentication.models import LinkedLogin
from zegel.authentication.queries.factors import methods
from zegel.authentication.queries.logins import demanded, label_of
from zegel.authentication.rules.sso import VerifiedClaims
from zegel.evidence.actions import write
from zegel.identity.actions.notices import tell_owner
from zegel.identity.letters.security import SecurityNotice
from zegel.identity.queries.people import User, account_of, locked
from zegel.lib.principal import Kind, Principal
from zegel.lib.verbs import nobody_acts, step


@nobody_acts("the provider has just said who it is")
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
    event = ProviderShown(
        subject=found.user.pk, provider=found.provider, acr=claims.acr, two_factors=claims.two_factors
    )
    write([event], actor=Principal(Kind.PERSON, found.user.pk), at=at)
    return found.user


@transaction.atomic
def link_login(*, actor: Principal, claims: VerifiedClaims, at: datetime) -> LinkedLogin:
    """Let somebody log in by way of a provider from now on. They have shown who they are in both places.

    Raises:
        SsoAlready: they have one there; SsoTaken: another account has this one.
    """
    provider = claims.provider
    user = account_of(actor)
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
    _linked(user, made, actor, at)
    return made


@transaction.atomic
def unlink_login(*, actor: Principal, login: UUID, at: datetime) -> None:
    """Log in by way of that provider no more.

    Raises:
        FactorUnknown: no such login of theirs; LastLogin: the organisation lets them in no other way;
        LastFactor: nothing else stands for a second factor.
    """
    person = locked(actor.account)
    found = person.linked_logins.filter(pk=login).first()
    if found is None:
        raise FactorUnknown
    if demanded(person) == found.provider:
        raise LastLogin
    found.delete()
    if not methods(person):
        raise LastFactor
    write([ProviderUnlinked(subject=person.pk, provider=found.provider)], actor=actor, at=at)
    tell_owner(
        user=person, letter=SecurityNotice(what="sso-unlinked", provider=label_of(found.provider)), at=at
    )


@step
def settle(*, invitation: UUID, user: User, actor: Principal, at: datetime) -> None:
    """The login an invitation was made for belongs to the account that came of it. Joins the caller's transaction."""
    found = LinkedLogin.objects.filter(invitation=invitation).first()
    if found:
        found.user, found.invitation, found.used_at = user, None, at
        found.save(update_fields=["user", "invitation", "used_at"])
        _linked(user, found, actor, at)


def _linked(user: User, login: LinkedLogin, actor: Principal, at: datetime) -> None:
    write([ProviderLinked(subject=user.pk, provider=login.provider)], actor=actor, at=at)
    tell_owner(user=user, letter=SecurityNotice(what="sso-linked", provider=label_of(login.provider)), at=at)


def _digest(claims: VerifiedClaims) -> bytes:
    return subject_digest(claims.provider.issuer, claims.subject)
