"""Logging in by way of a provider (OpenID Connect): the way there, what comes back, and an employee's first time.

1. `set_out`: the browser's session remembers state, nonce and verifier, and the browser goes to the provider.
2. It comes back with a code, which the page of ours that it comes to hands to `come_back`.
3. The code is redeemed, the ID token checked, and a house of ours decides what the login is good for.

No transaction is open while the provider is asked.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Lower

from zegel.accounts.actions.invitations import new_token
from zegel.accounts.actions.limits import count, reached
from zegel.accounts.broker import keys_of, metadata_of, more_of, redeem
from zegel.accounts.errors.login import TooManyTries
from zegel.accounts.errors.sso import (
    SsoAddressKnown,
    SsoCancelled,
    SsoFailed,
    SsoNoAccount,
    SsoNotEmployee,
    SsoOver,
)
from zegel.accounts.keys import subject_digest
from zegel.accounts.models import Invitation, LinkedLogin, Organisation, User
from zegel.accounts.rules.invitations import limit_key, token_digest
from zegel.accounts.rules.login import WINDOW, network_place
from zegel.accounts.rules.sso import (
    ACTIVATION_LIFE,
    FLOW_LIFE,
    Doubt,
    Flow,
    KeyMissing,
    Provider,
    Told,
    check_issuer,
    is_employee,
    new_flow,
    question,
    read_token,
    told,
    wanted,
)
from zegel.evidence.actions import Event, write
from zegel.notify.rules import check_address

FAILURES = 30
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the browser brought back in the address of our page."""

    code: str
    issuer: str
    error: str


def redirect_address(provider: Provider) -> str:
    """Where the provider sends the browser: one address for each, so that no answer is taken for another's."""
    return f"{settings.ENVIRONMENT.origin}/login/sso/{provider.name}"


def set_out(*, provider: Provider, onward: str, login: str, at: datetime) -> tuple[str, str, Flow]:
    """The address to send the browser to, and what its session must remember under which state.

    Raises:
        SsoUnavailable.
    """
    endpoint = metadata_of(provider, at).authorization
    state, flow = new_flow(provider.name, onward=onward, login=login, at=at)
    return (
        question(provider, endpoint, state=state, flow=flow, redirect=redirect_address(provider)),
        state,
        flow,
    )


def come_back(*, provider: Provider, flow: Flow | None, answer: Answer, address: str, at: datetime) -> Told:
    """Check what came back; `flow` is what the session remembered under the state, `address` the network address.

    Raises:
        TooManyTries: of answers that did not hold, from there; SsoOver, SsoCancelled, SsoFailed, SsoTooWeak,
        SsoUnavailable.
    """
    place = limit_key("sso-place", network_place(address))
    if reached(place, FAILURES, within=WINDOW, at=at):
        raise TooManyTries(minutes=int(WINDOW.total_seconds()) // 60)
    if flow is None or flow.provider != provider.name or at - flow.begun > FLOW_LIFE:
        raise SsoOver
    try:
        return _checked(provider, flow, answer, at)
    except Doubt as doubt:
        _log.warning("login by %s refused: %s", provider.name, doubt)
        count(place, at=at)
        raise SsoFailed from doubt


def _checked(provider: Provider, flow: Flow, answer: Answer, at: datetime) -> Told:
    check_issuer(provider, answer.issuer, promised=metadata_of(provider, at).names_itself)
    if answer.error == "access_denied" or not answer.code:
        raise SsoCancelled(provider=provider.label)
    token, access = redeem(provider, flow, answer.code, redirect=redirect_address(provider), at=at)
    try:
        claims = read_token(token, keys_of(provider, at), provider, nonce=flow.nonce, at=at)
    except KeyMissing:
        claims = _with_new_keys(provider, flow, token, at)
    if wanted(provider, claims):
        more = more_of(provider, access, at)
        if more and more.get("sub") != claims["sub"]:
            raise Doubt("userinfo is of somebody else")
        claims = more | claims
    return told(provider, claims)


def _with_new_keys(provider: Provider, flow: Flow, token: str, at: datetime) -> dict[str, object]:
    try:
        return read_token(token, keys_of(provider, at, again=True), provider, nonce=flow.nonce, at=at)
    except KeyMissing as error:
        raise Doubt("ID token: signed by a key that is not the provider's") from error


@transaction.atomic
def welcome_employee(*, told: Told, language: str, at: datetime) -> tuple[Invitation, str]:
    """Let somebody whom their organisation's directory vouches for make an account, without a mail: the invitation
    and its token. A second time gives a new token, and the first is dead.

    Raises:
        AddressRefused; SsoNoAccount: no directory, or their account may not be used any more; SsoNotEmployee: the address is not of the
        organisation; SsoAddressKnown: there is an account with it already.
    """
    provider = told.provider
    digest = subject_digest(provider.issuer, told.subject)
    waiting = LinkedLogin.objects.select_for_update(of=("self",)).filter(digest=digest).first()
    if provider.kind != "directory" or (waiting and waiting.user_id):
        raise SsoNoAccount(provider=provider.label)
    here = Organisation.objects.filter(pk=provider.organisation).first() if provider.organisation else None
    if here is None or not is_employee(told):
        raise SsoNotEmployee(provider=provider.label)
    email = check_address(told.email)
    if User.objects.alias(lowered=Lower("email")).filter(lowered=Lower(Value(email))).exists():
        raise SsoAddressKnown
    token = new_token()
    invitation = waiting.invitation if waiting and waiting.invitation else Invitation(made_at=at)
    invitation.email, invitation.name, invitation.language = email, told.name[:200], language
    invitation.organisation, invitation.reason = here, Invitation.Reason.ORGANISATION
    invitation.token_digest, invitation.sent_at, invitation.expires_at = (
        token_digest(token),
        at,
        at + ACTIVATION_LIFE,
    )
    invitation.save()
    if waiting is None:
        _wait(invitation, provider, digest, at)
    facts = {"provider": provider.name, "organisation": str(here.pk)}
    write([Event("accounts.sso.welcomed", invitation.pk, "visitor", facts)], at=at)
    return invitation, token


def _wait(invitation: Invitation, provider: Provider, digest: bytes, at: datetime) -> None:
    try:
        with transaction.atomic():
            LinkedLogin.objects.create(
                invitation=invitation, provider=provider.name, digest=digest, made_at=at
            )
    except IntegrityError:
        # Two windows at the same moment: the other one was first.
        raise SsoOver from None


def activated(*, invitation: UUID) -> User | None:
    """Who came of the invitation that this browser was welcomed with."""
    found = (
        Invitation.objects.select_related("user__organisation")
        .filter(pk=invitation, used_at__isnull=False)
        .first()
    )
    return found.user if found and found.user and found.user.is_active else None
