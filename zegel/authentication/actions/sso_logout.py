"""Logging out by way of a provider: it tells us that a login there ended, or we send somebody there to end it."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from zegel.authentication.actions.limits import count, reached
from zegel.authentication.errors.limits import TooManyTries
from zegel.authentication.errors.sso import SsoLogoutRefused, SsoNoLogout
from zegel.authentication.events import ProviderEnded
from zegel.authentication.keys import subject_digest, there_digest
from zegel.authentication.models import LoginSession
from zegel.authentication.oidc_client import keys_of, metadata_of
from zegel.authentication.queries.providers import after_logout
from zegel.authentication.rules.limits import limit_key, network_place
from zegel.authentication.rules.login import WINDOW
from zegel.authentication.rules.sso import (
    LOGOUT_LIFE,
    Ended,
    InvalidProviderResponse,
    KeyMissing,
    Provider,
    goodbye,
    read_logout,
)
from zegel.evidence.actions import write
from zegel.lib.principal import Kind, Principal
from zegel.lib.verbs import nobody_acts

FAILURES = 30


_log = logging.getLogger(__name__)


@nobody_acts("the signature of the provider is what lets it in")
def hear_logout(*, provider: Provider, token: str, address: str, at: datetime) -> int:
    """End the sessions of a login that ended at the provider (OpenID Connect Back-Channel Logout); gives how many.

    Raises:
        TooManyTries: of tokens that did not hold, from that network address; SsoLogoutRefused; SsoUnavailable.
    """
    place = limit_key("sso-logout-place", network_place(address))
    if reached(place, FAILURES, within=WINDOW, at=at):
        raise TooManyTries(minutes=int(WINDOW.total_seconds()) // 60)
    try:
        return _heard(provider=provider, ended=_read(provider, token, at), at=at)
    except InvalidProviderResponse as error:
        _log.warning("logout by %s refused: %s", provider.name, error)
        count(place, at=at)
        raise SsoLogoutRefused from error


@nobody_acts("who leaves is nobody any more")
def logout_address(*, provider: Provider, at: datetime) -> str:
    """Where to send the browser of somebody who is out here, to log out there too.

    Raises:
        SsoNoLogout; SsoUnavailable.
    """
    endpoint = metadata_of(provider, at).end_session
    if not endpoint:
        raise SsoNoLogout(provider=provider.label)
    return goodbye(provider, endpoint, back=after_logout())


def _read(provider: Provider, token: str, at: datetime) -> Ended:
    try:
        return read_logout(token, keys_of(provider, at), provider, at=at)
    except KeyMissing:
        pass
    try:
        return read_logout(token, keys_of(provider, at, again=True), provider, at=at)
    except KeyMissing as error:
        raise InvalidProviderResponse("logout token: signed by a key that is not the provider's") from error


@transaction.atomic
def _heard(*, provider: Provider, ended: Ended, at: datetime) -> int:
    name = limit_key("sso-logout", f"{provider.issuer}\n{ended.token}")
    if reached(name, 1, within=2 * LOGOUT_LIFE, at=at):
        raise InvalidProviderResponse("logout token: heard before")
    count(name, at=at)
    found = list(_sessions(provider, ended).select_for_update())
    LoginSession.objects.filter(pk__in=[session.pk for session in found]).update(ended_at=at)
    events = [
        ProviderEnded(subject=session.user_id, provider=provider.name, session=session.pk)
        for session in found
    ]
    write(events, actor=Principal(Kind.SERVICE, process=provider.name), at=at)
    return len(found)


def _sessions(provider: Provider, ended: Ended) -> QuerySet[LoginSession]:
    """The open sessions that a logout means: one login, or all of a person. A session whose login there had no name may
    be the one that is meant."""
    rows = LoginSession.objects.filter(provider=provider.name, ended_at__isnull=True)
    if ended.subject:
        rows = rows.filter(subject_digest=subject_digest(provider.issuer, ended.subject))
    if ended.session:
        meant = Q(there_digest=there_digest(provider.issuer, ended.session))
        rows = rows.filter(meant | Q(there_digest=None) if ended.subject else meant)
    return rows
