"""Logging in by way of a provider (OpenID Connect): the way there, what comes back, and an employee's first time.

1. `set_out`: the browser's session remembers state, nonce and verifier, and the browser goes to the provider.
2. It comes back with a code, which the page of ours that it comes to hands to `callback`.
3. The code is redeemed, the ID token checked, and a house of ours decides what the login is good for.

No transaction is open while the provider is asked.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from zegel.authentication.actions.limits import count, reached
from zegel.authentication.errors.limits import TooManyTries
from zegel.authentication.errors.sso import (
    SsoAddressKnown,
    SsoCancelled,
    SsoFailed,
    SsoNoAccount,
    SsoNotEmployee,
    SsoOver,
)
from zegel.authentication.events import EmployeeWelcomed
from zegel.authentication.keys import subject_digest
from zegel.authentication.models import LinkedLogin
from zegel.authentication.oidc_client import keys_of, metadata_of, more_of, redeem
from zegel.authentication.queries.providers import redirect_address
from zegel.authentication.rules.limits import limit_key, network_place
from zegel.authentication.rules.login import WINDOW
from zegel.authentication.rules.sso import (
    ACTIVATION_LIFE,
    FLOW_LIFE,
    Flow,
    InvalidProviderResponse,
    KeyMissing,
    Provider,
    VerifiedClaims,
    authorization_url,
    check_issuer,
    is_employee,
    new_flow,
    read_token,
    verified_claims,
    wanted,
)
from zegel.evidence.actions import write
from zegel.identity.actions.invitations import Welcomed, welcome
from zegel.identity.queries.invitations import Invitation, account_at
from zegel.identity.queries.organisations import organisation_look
from zegel.lib.principal import visitor
from zegel.lib.verbs import nobody_acts
from zegel.notify.rules import check_address

FAILURES = 30


_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the browser brought back in the address of our page."""

    code: str
    issuer: str
    error: str


@nobody_acts("a visitor goes to a provider")
def set_out(*, provider: Provider, onward: str, login: str, at: datetime) -> tuple[str, str, Flow]:
    """The address to send the browser to, and what its session must remember under which state.

    Raises:
        SsoUnavailable.
    """
    endpoint = metadata_of(provider, at).authorization
    state, flow = new_flow(provider.name, onward=onward, login=login, at=at)
    return (
        authorization_url(provider, endpoint, state=state, flow=flow, redirect=redirect_address(provider)),
        state,
        flow,
    )


@nobody_acts("a visitor comes back from a provider")
def callback(
    *, provider: Provider, flow: Flow | None, answer: Answer, address: str, at: datetime
) -> VerifiedClaims:
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
    except InvalidProviderResponse as error:
        _log.warning("login by %s refused: %s", provider.name, error)
        count(place, at=at)
        raise SsoFailed from error


def _checked(provider: Provider, flow: Flow, answer: Answer, at: datetime) -> VerifiedClaims:
    check_issuer(provider, answer.issuer, promised=metadata_of(provider, at).iss_parameter_supported)
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
            raise InvalidProviderResponse("userinfo is of somebody else")
        claims = more | claims
    return verified_claims(provider, claims)


def _with_new_keys(provider: Provider, flow: Flow, token: str, at: datetime) -> dict[str, object]:
    try:
        return read_token(token, keys_of(provider, at, again=True), provider, nonce=flow.nonce, at=at)
    except KeyMissing as error:
        raise InvalidProviderResponse("ID token: signed by a key that is not the provider's") from error


@nobody_acts("whom a directory vouches for has no account yet")
@transaction.atomic
def welcome_employee(*, claims: VerifiedClaims, language: str, at: datetime) -> tuple[Invitation, str]:
    """Let somebody whom their organisation's directory vouches for make an account, without a mail: the invitation
    and its token. A second time gives a new token, and the first is dead.

    Raises:
        AddressRefused; SsoNoAccount: no directory, or their account may not be used any more; SsoNotEmployee: the address is not of the
        organisation; SsoAddressKnown: there is an account with it already.
    """
    provider = claims.provider
    digest = subject_digest(provider.issuer, claims.subject)
    waiting = LinkedLogin.objects.select_for_update(of=("self",)).filter(digest=digest).first()
    if provider.kind != "directory" or (waiting and waiting.user_id):
        raise SsoNoAccount(provider=provider.label)
    here = organisation_look(provider.organisation) if provider.organisation else None
    if here is None or not is_employee(claims):
        raise SsoNotEmployee(provider=provider.label)
    email = check_address(claims.email)
    if account_at(email).exists():
        raise SsoAddressKnown
    invitation, token = welcome(
        whom=Welcomed(email, claims.name, language, here.pk),
        before=waiting.invitation if waiting else None,
        lasts=ACTIVATION_LIFE,
        at=at,
    )
    if waiting is None:
        _wait(invitation, provider, digest, at)
    event = EmployeeWelcomed(subject=invitation.pk, provider=provider.name, organisation=here.pk)
    write([event], actor=visitor("sign-up"), at=at)
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
