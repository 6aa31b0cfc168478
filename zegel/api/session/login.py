"""Logging in and what belongs to the person who did."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.utils.crypto import constant_time_compare

from zegel.api.session.schemas import LoginIn, LoginOut, MeOut, SaltIn, SaltOut, SecondIn, UserOut
from zegel.api.shared.mailboxes import boxes_out, pins_out
from zegel.api.shared.routing import Router
from zegel.api.shared.schemas import CodeSentOut, PasskeyIn
from zegel.api.shared.security import host_name
from zegel.authentication.actions.factors import prove, send_login_code
from zegel.authentication.actions.login import log_in
from zegel.authentication.actions.passkeys import enter_by_passkey
from zegel.authentication.actions.sessions import start_session
from zegel.authentication.errors.factors import LoginOver
from zegel.authentication.queries.factors import may_use, methods
from zegel.authentication.queries.login import password_salt
from zegel.authentication.queries.logins import refuse_password
from zegel.authentication.queries.passkeys import begin_passkey
from zegel.authentication.queries.sessions import LoginSession, known_device
from zegel.authentication.rules.sessions import HALF_LOGIN
from zegel.authentication.rules.sso import Vouched
from zegel.identity.queries.people import User, person
from zegel.key_custody.queries.escrow import wants_seal
from zegel.lib.moments import now
from zegel.lib.principal import visitor
from zegel.notify.rules import mask_number
from zegel.web_session.access import Access, access
from zegel.web_session.cookies import enter, visitor_of
from zegel.web_session.current import current_login
from zegel.web_session.principals import entering
from zegel.web_session.visitors import network_address

router = Router(tags=["accounts"])
_HALF, _VOUCHED, _CHALLENGE = "half-login", "half-vouched", "passkey-challenge"


@router.post("login/salt", response=SaltOut)
@access(Access.ANYONE)
def salt(request: HttpRequest, body: SaltIn) -> SaltOut:
    """The salt to stretch a password with."""
    del request
    return SaltOut(salt=password_salt(body.email.strip()))


@router.post("login", response=LoginOut)
@access(Access.ANYONE)
def login(request: HttpRequest, response: HttpResponse, body: LoginIn) -> LoginOut:
    """The first step: the login half of a password. Gives the ways to take the second, or all there is where none
    is needed: a program, a trusted browser, an account that has no second factor yet."""
    at, browser = now(), visitor_of(request, network_address(request))
    devices, email = list(browser.devices), body.email.strip()
    found = log_in(email=email, login=body.login, address=browser.address, devices=devices, at=at)
    ways = methods(found) if found.kind == User.Kind.PERSON else []
    device = known_device(found.pk, devices)
    refuse_password(found)
    if ways and not (device and device.trusted_until and device.trusted_until > at):
        half_login(request, found, at)
        return LoginOut(methods=ways, phone=mask_number(found.phone) if found.phone else "", me=None)
    me = begin_login(request, response, found, "device" if ways else "", at)
    return LoginOut(methods=[], phone="", me=me)


@router.post("login/code", response=CodeSentOut)
@access(Access.ANYONE)
def login_code(request: HttpRequest) -> CodeSentOut:
    """Send an SMS code to whoever took the first step."""
    at = now()
    found = _half(request, at)
    send_login_code(actor=entering(found, at), at=at)
    return CodeSentOut(phone=mask_number(found.phone))


@router.post("login/second", response=MeOut)
@access(Access.ANYONE)
def second(request: HttpRequest, response: HttpResponse, body: SecondIn) -> MeOut:
    """The second step; only now the sealed keys are given."""
    at, browser = now(), visitor_of(request, network_address(request))
    found = _half(request, at)
    known = known_device(found.pk, list(browser.devices)) is not None
    actor = entering(found, at)
    prove(actor=actor, method=body.method, code=body.code, address=browser.address, known=known, at=at)
    whose = _half_vouched(request)
    return begin_login(request, response, found, body.method, at, trust=body.trust, vouched=whose)


@router.post("login/passkey/begin", response=dict[str, Any])
@access(Access.ANYONE)
def passkey_begin(request: HttpRequest) -> dict[str, Any]:
    """What the browser asks a passkey: one of the person who took the first step, or any that knows us."""
    at = now()
    found = _half(request, at) if _HALF in request.session else None
    options, challenge = begin_passkey(user=found, host=host_name(request))
    request.session[_CHALLENGE] = challenge
    return options


@router.post("login/passkey", response=MeOut)
@access(Access.ANYONE)
def passkey(request: HttpRequest, response: HttpResponse, body: PasskeyIn) -> MeOut:
    """Log in with a passkey, as the second step or alone. The user key comes sealed for the passkey, if it has one."""
    at, challenge = now(), request.session.pop(_CHALLENGE, None)
    found = _half(request, at) if _HALF in request.session else None
    used = enter_by_passkey(
        actor=entering(found, at) if found else visitor("login"),
        host=host_name(request),
        answer=body.credential,
        challenge=challenge,
        address=network_address(request),
        at=at,
    )
    if found is None:
        refuse_password(used.user)
    whose = _half_vouched(request) if found else None
    me = begin_login(request, response, used.user, "passkey", at, trust=body.trust, vouched=whose)
    return me.model_copy(update={"passkey_key": bytes(used.sealed_key or b"")})


@router.get("me", response=MeOut)
@access(Access.ACCOUNT)
def me(request: HttpRequest) -> MeOut:
    """The logged-in person, their sealed key and the boxes they can open."""
    return _me(current_login(request))


def half_login(request: HttpRequest, found: User, at: datetime, vouched: Vouched | None = None) -> None:
    """Remember who has taken the first step, and by whose word, in a session whose name is new."""
    request.session.cycle_key()
    request.session[_HALF] = [str(found.pk), at.isoformat(), found.get_session_auth_hash()]
    request.session[_VOUCHED] = asdict(vouched) if vouched else None


def _half_vouched(request: HttpRequest) -> Vouched | None:
    """By whose word the first step was taken, unless it was a password."""
    kept = request.session.get(_VOUCHED)
    return Vouched(**kept) if kept else None


def _half(request: HttpRequest, at: datetime) -> User:
    """Who has taken the first step in this browser, a short while ago, with the password that is still theirs.

    Raises:
        LoginOver: nobody.
    """
    who, since, word = request.session.get(_HALF, ("", "", ""))
    found = person(UUID(who)) if who and at - datetime.fromisoformat(since) < HALF_LOGIN else None
    if found is None or not constant_time_compare(word, found.get_session_auth_hash()):
        raise LoginOver
    return found


def begin_login(
    request: HttpRequest,
    response: HttpResponse,
    found: User,
    method: str,
    at: datetime,
    *,
    trust: bool = False,
    vouched: Vouched | None = None,
) -> MeOut:
    """Log somebody in who has shown all that is asked; every name of the session is new."""
    browser = visitor_of(request, network_address(request))
    started = start_session(
        actor=entering(found, at), method=method, visitor=browser, trust=trust, vouched=vouched, at=at
    )
    started.session.user = found
    for name in (_HALF, _VOUCHED):
        request.session.pop(name, None)
    request.session.cycle_key()
    rotate_token(request)
    enter(response, started)
    return _me(started.session)


def _me(login: LoginSession) -> MeOut:
    # A name for this session that is not its key: the browser drops the unlocked keys of any other one.
    found = login.user
    usable = may_use(login, now())
    boxes = boxes_out(found) if usable else []
    return MeOut(
        session=str(login.pk),
        user=UserOut(
            id=found.pk,
            name=found.name,
            email=found.email,
            recipient=found.recipient,
            signing_key=found.signing_key,
        ),
        sealed_key=bytes(found.sealed_key),
        boxes=boxes,
        escrow=usable and wants_seal(found),
        pins=pins_out(found) if usable else None,
    )
