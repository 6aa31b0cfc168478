"""Logging in by way of a provider: a broker or an organisation's directory.

The provider sends the browser to a page of ours, whose script hands in here what stands in its address: so no GET changes
anything, and the cookies of a login, which no page elsewhere makes a browser send, are there.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Form

from zegel.api.session.login import begin_login, half_login
from zegel.api.session.schemas import ComeBackIn, ComeBackOut, MeOut, SetOutIn, SetOutOut, UnlockOut
from zegel.api.shared.routing import Router
from zegel.api.shared.schemas import PasskeyIn
from zegel.api.shared.security import fresh_principal, host_name, need_fresh
from zegel.authentication.actions.factors import proved
from zegel.authentication.actions.logins import enter_by_login, link_login, unlink_login
from zegel.authentication.actions.passkeys import enter_by_passkey
from zegel.authentication.actions.sso import Answer, callback, set_out, welcome_employee
from zegel.authentication.actions.sso_logout import hear_logout, logout_address
from zegel.authentication.errors.factors import LoginOver
from zegel.authentication.errors.sso import SsoNoAccount, SsoOver
from zegel.authentication.queries.factors import methods
from zegel.authentication.queries.logins import provider_named
from zegel.authentication.queries.providers import vouched
from zegel.authentication.queries.sessions import known_device
from zegel.authentication.rules.sso import ACTIVATION_LIFE, MOST_FLOWS, Flow, VerifiedClaims, Vouched
from zegel.identity.queries.invitations import activated
from zegel.identity.queries.people import User
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.notify.rules import mask_number
from zegel.professions.actions.links import link_vouched
from zegel.professions.errors.links import AlreadyLinked
from zegel.web_session.access import Access, access
from zegel.web_session.cookies import visitor_of
from zegel.web_session.current import current_login
from zegel.web_session.principals import current_principal
from zegel.web_session.visitors import network_address

router = Router(tags=["single sign-on"])
_FLOWS, _WELCOMED = "sso-flows", "sso-welcomed"


@router.post("login/sso/begin", response=SetOutOut)
@access(Access.ANYONE)
def begin(request: HttpRequest, body: SetOutIn) -> SetOutOut:
    """Where to send the browser to log in there."""
    return SetOutOut(address=_set_out(request, body, login=""))


@router.post("account/logins/begin", response=SetOutOut)
@access(Access.ACCOUNT)
def begin_link(request: HttpRequest, body: SetOutIn) -> SetOutOut:
    """Where to send the browser to link a login there to the account."""
    return SetOutOut(address=_set_out(request, body, login=str(need_fresh(request).pk)))


@router.delete("account/logins/{uuid:key}", response={204: None})
@access(Access.ACCOUNT)
def no_login(request: HttpRequest, key: UUID) -> HttpResponse:
    """Unlink one."""
    unlink_login(actor=fresh_principal(request), login=key, at=now())
    return HttpResponse(status=204)


@router.post("login/sso/finish", response=ComeBackOut)
@access(Access.ANYONE)
def finish(request: HttpRequest, response: HttpResponse, body: ComeBackIn) -> ComeBackOut:
    """What came back from the provider: in, a second step, a link, or the first day of an employee."""
    at = now()
    flow = _flow(request, body.state)
    claims = callback(
        provider=provider_named(body.provider),
        flow=flow,
        answer=Answer(body.code, body.issuer, body.error),
        address=network_address(request),
        at=at,
    )
    if flow and flow.login:
        return _link(request, flow, claims, at)
    onward = flow.onward if flow else ""
    try:
        found = enter_by_login(claims=claims, at=at)
    except SsoNoAccount:
        return _welcome(request, claims, at)
    return _enter(request, response, found, claims, at).model_copy(update={"onward": onward})


@router.post("login/sso/enter", response=MeOut)
@access(Access.ANYONE)
def enter(request: HttpRequest, response: HttpResponse) -> MeOut:
    """Log in whoever came by their directory in this browser, and has just made their account."""
    at = now()
    invitation, two, since, whose = request.session.pop(_WELCOMED, ("", False, "", {}))
    fresh = since and at - datetime.fromisoformat(since) < ACTIVATION_LIFE
    found = activated(UUID(invitation)) if fresh else None
    if found is None:
        raise LoginOver
    return begin_login(request, response, found, "external" if two else "", at, vouched=Vouched(**whose))


@router.post("login/sso/{provider}/logout", response={204: None})
@access(Access.SIGNED)
def heard(request: HttpRequest, provider: str, logout_token: Form[str]) -> HttpResponse:
    """A provider tells that a login there ended (OpenID Connect Back-Channel Logout). Its signature is what lets it in."""
    hear_logout(
        provider=provider_named(provider), token=logout_token, address=network_address(request), at=now()
    )
    return HttpResponse(status=204)


@router.post("login/sso/leave", response=SetOutOut)
@access(Access.ANYONE)
def leave(request: HttpRequest, body: SetOutIn) -> SetOutOut:
    """Where to send the browser to log out at the provider as well."""
    del request
    return SetOutOut(address=logout_address(provider=provider_named(body.provider), at=now()))


@router.post("account/unlock", response=UnlockOut)
@access(Access.ACCOUNT)
def unlock(request: HttpRequest, body: PasskeyIn) -> UnlockOut:
    """The user key sealed for a passkey of one's own, for who is logged in and has not typed a password. It is asked
    for with `account/proof/passkey/begin`."""
    at, login = now(), current_login(request)
    used = enter_by_passkey(
        actor=current_principal(request),
        host=host_name(request),
        answer=body.credential,
        challenge=request.session.pop("passkey-proving", None),
        address=network_address(request),
        at=at,
    )
    proved(actor=current_principal(request), session=login, method="passkey", at=at)
    return UnlockOut(passkey_key=bytes(used.sealed_key or b""))


def _set_out(request: HttpRequest, body: SetOutIn, *, login: str) -> str:
    provider = provider_named(body.provider)
    address, state, flow = set_out(provider=provider, onward=body.onward, login=login, at=now())
    kept = dict(list(request.session.get(_FLOWS, {}).items())[-MOST_FLOWS + 1 :])
    request.session[_FLOWS] = kept | {state: asdict(flow) | {"begun": flow.begun.isoformat()}}
    return address


def _flow(request: HttpRequest, state: str) -> Flow | None:
    """What this browser's session remembered under a state; it is forgotten before anything is done with it."""
    kept: dict[str, dict[str, Any]] = request.session.get(_FLOWS, {})
    found = kept.pop(state, None)
    if found is None:
        return None
    request.session[_FLOWS] = kept
    request.session.save()
    return Flow(**found | {"begun": datetime.fromisoformat(found["begun"])})


def _enter(
    request: HttpRequest, response: HttpResponse, found: User, claims: VerifiedClaims, at: datetime
) -> ComeBackOut:
    ways = methods(found)
    device = known_device(found.pk, list(visitor_of(request, network_address(request)).devices))
    trusted = bool(device and device.trusted_until and device.trusted_until > at)
    if ways and not claims.two_factors and not trusted:
        half_login(request, found, at, vouched(claims))
        phone = mask_number(found.phone) if found.phone else ""
        return ComeBackOut(outcome="second", methods=ways, phone=phone)
    method = "external" if claims.two_factors else "device" if ways else ""
    _vouch(found.pk, claims, at)
    me = begin_login(request, response, found, method, at, vouched=vouched(claims))
    return ComeBackOut(outcome="in", me=me)


def _link(request: HttpRequest, flow: Flow, claims: VerifiedClaims, at: datetime) -> ComeBackOut:
    """Whoever asked for the link is still there, in the same login."""
    login = getattr(request, "login", None)
    if login is None or str(login.pk) != flow.login:
        raise SsoOver
    link_login(actor=current_principal(request), claims=claims, at=at)
    profession, refusal = _vouch(login.user_id, claims, at)
    return ComeBackOut(outcome="linked", onward=flow.onward, profession=profession, refusal=refusal)


def _vouch(account: UUID, claims: VerifiedClaims, at: datetime) -> tuple[str, str]:
    """Link the professional number that the profession's provider tells; a number that cannot be is no reason to stop."""
    if claims.provider.kind != "professional" or not claims.number:
        return "", ""
    kind = claims.provider.number_kind
    try:
        link_vouched(account=account, kind=kind, number=claims.number, provider=claims.provider.name, at=at)
    except AlreadyLinked:
        return "", ""
    except Refusal as refusal:
        return "refused", refusal.words(_)
    return "linked", ""


def _welcome(request: HttpRequest, claims: VerifiedClaims, at: datetime) -> ComeBackOut:
    language = "en" if (get_language() or "nl").startswith("en") else "nl"
    invitation, token = welcome_employee(claims=claims, language=language, at=at)
    whose = asdict(vouched(claims))
    request.session[_WELCOMED] = [str(invitation.pk), claims.two_factors, at.isoformat(), whose]
    return ComeBackOut(outcome="activate", token=token)
