"""Securing one's own account: authenticator apps, SMS, passkeys, backup codes, and showing again that it is you."""

import base64
import io
from typing import Any
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse

from zegel.api.account.schemas import (
    AppOut,
    BackupCodesOut,
    LabelIn,
    NewPasskeyIn,
    PhoneCodeIn,
    PhoneIn,
    ProofIn,
    ProofOut,
)
from zegel.api.shared.routing import Router
from zegel.api.shared.schemas import CodeIn, CodeSentOut, PasskeyIn, SealIn
from zegel.api.shared.security import fresh_principal, host_name, need_fresh
from zegel.api.shared.wire import IdOut
from zegel.authentication.actions.factors import (
    add_app,
    confirm_app,
    confirm_phone,
    make_backup_codes,
    prove,
    proved,
    remove_factor,
    remove_phone,
    send_login_code,
)
from zegel.authentication.actions.login import log_in
from zegel.authentication.actions.passkeys import (
    add_passkey,
    enter_by_passkey,
    let_unlock,
)
from zegel.authentication.errors.factors import FactorRefused
from zegel.authentication.queries.factors import app_address, proof_ways
from zegel.authentication.queries.passkeys import begin_add, begin_passkey
from zegel.authentication.queries.sessions import known_device
from zegel.lib.moments import now
from zegel.notify.rules import mask_number, normalise_number
from zegel.web_session.access import Access, access
from zegel.web_session.cookies import visitor_of
from zegel.web_session.current import current_login, current_user
from zegel.web_session.principals import current_principal
from zegel.web_session.visitors import network_address

router = Router(tags=["account"])
_MAKING, _PROVING = "passkey-making", "passkey-proving"


@router.get("proof", response=ProofOut)
@access(Access.ACCOUNT)
def proof(request: HttpRequest) -> ProofOut:
    """How who is there can show again that it is them."""
    found = current_user(request)
    return ProofOut(
        methods=proof_ways(current_login(request)), phone=mask_number(found.phone) if found.phone else ""
    )


@router.post("proof/code", response=CodeSentOut)
@access(Access.ACCOUNT)
def proof_code(request: HttpRequest) -> CodeSentOut:
    """Send an SMS code to show it with."""
    found = current_user(request)
    send_login_code(actor=current_principal(request), at=now())
    return CodeSentOut(phone=mask_number(found.phone))


@router.post("proof", response={204: None})
@access(Access.ACCOUNT)
def show_proof(request: HttpRequest, body: ProofIn) -> HttpResponse:
    """Show it with a code, or with the login half of the password (as `code`)."""
    at, login, address = now(), current_login(request), network_address(request)
    if body.method not in proof_ways(login):
        raise FactorRefused(field="code")
    # A session is not yet its owner's browser: who took the cookie waits as any stranger does.
    devices = list(visitor_of(request, address).devices)
    if body.method == "password":
        log_in(email=login.user.email, login=body.code, address=address, devices=devices, at=at)
    else:
        known = known_device(login.user_id, devices) is not None
        prove(
            actor=current_principal(request),
            method=body.method,
            code=body.code,
            address=address,
            known=known,
            at=at,
        )
    proved(actor=current_principal(request), session=login, method=body.method, at=at)
    return HttpResponse(status=204)


@router.post("proof/passkey/begin", response=dict[str, Any])
@access(Access.ACCOUNT)
def proof_passkey_begin(request: HttpRequest) -> dict[str, Any]:
    """What the browser asks a passkey of this person."""
    options, request.session[_PROVING] = begin_passkey(user=current_user(request), host=host_name(request))
    return options


@router.post("proof/passkey", response={204: None})
@access(Access.ACCOUNT)
def proof_passkey(request: HttpRequest, body: PasskeyIn) -> HttpResponse:
    """Show it with a passkey."""
    at, login = now(), current_login(request)
    enter_by_passkey(
        actor=current_principal(request),
        host=host_name(request),
        answer=body.credential,
        challenge=request.session.pop(_PROVING, None),
        address=network_address(request),
        at=at,
    )
    proved(actor=current_principal(request), session=login, method="passkey", at=at)
    return HttpResponse(status=204)


@router.post("apps", response=AppOut)
@access(Access.ACCOUNT)
def new_app(request: HttpRequest, body: LabelIn) -> AppOut:
    """A secret for an authenticator app, as text and as QR code; it counts once a code of it was shown."""
    found = need_fresh(request).user
    app, secret = add_app(actor=current_principal(request), label=body.label, at=now())
    picture = io.BytesIO()
    segno.make(app_address(found, secret), error="m").save(
        picture, kind="svg", border=4, scale=5, light="#fff"
    )
    return AppOut(id=app.pk, secret=base64.b32encode(secret).decode(), picture=picture.getvalue())


@router.post("apps/{uuid:key}/confirm", response={204: None})
@access(Access.ACCOUNT)
def app_confirmed(request: HttpRequest, key: UUID, body: CodeIn) -> HttpResponse:
    """The first code of a new app."""
    at, login = now(), need_fresh(request)
    confirm_app(
        actor=current_principal(request), factor=key, code=body.code, address=network_address(request), at=at
    )
    proved(actor=current_principal(request), session=login, method="totp", at=at)
    return HttpResponse(status=204)


@router.post("phone/code", response=CodeSentOut)
@access(Access.ACCOUNT)
def phone_code(request: HttpRequest, body: PhoneIn) -> CodeSentOut:
    """Send a code to a new number."""
    send_login_code(actor=fresh_principal(request), phone=body.phone, at=now())
    return CodeSentOut(phone=mask_number(normalise_number(body.phone)))


@router.post("phone", response={204: None})
@access(Access.ACCOUNT)
def phone_confirmed(request: HttpRequest, body: PhoneCodeIn) -> HttpResponse:
    """The code came back: codes go to this number from now on."""
    at, login = now(), need_fresh(request)
    confirm_phone(
        actor=current_principal(request),
        phone=body.phone,
        code=body.code,
        address=network_address(request),
        at=at,
    )
    proved(actor=current_principal(request), session=login, method="sms", at=at)
    return HttpResponse(status=204)


@router.delete("phone", response={204: None})
@access(Access.ACCOUNT)
def no_phone(request: HttpRequest) -> HttpResponse:
    """Send no codes by SMS any more."""
    remove_phone(actor=fresh_principal(request), at=now())
    return HttpResponse(status=204)


@router.post("passkeys/begin", response=dict[str, Any])
@access(Access.ACCOUNT)
def new_passkey_begin(request: HttpRequest) -> dict[str, Any]:
    """What the browser is asked to make a passkey with."""
    found = need_fresh(request).user
    options, request.session[_MAKING] = begin_add(user=found, host=host_name(request))
    return options


@router.post("passkeys", response=IdOut)
@access(Access.ACCOUNT)
def new_passkey(request: HttpRequest, body: NewPasskeyIn) -> IdOut:
    """Add the passkey the browser has made."""
    at, login = now(), need_fresh(request)
    challenge = request.session.pop(_MAKING, None)
    made = add_passkey(
        actor=current_principal(request),
        host=host_name(request),
        label=body.label,
        answer=body.credential,
        challenge=challenge,
        at=at,
    )
    proved(actor=current_principal(request), session=login, method="passkey", at=at)
    return IdOut(id=made.pk)


@router.put("passkeys/{uuid:key}/seal", response={204: None})
@access(Access.ACCOUNT)
def passkey_seal(request: HttpRequest, key: UUID, body: SealIn) -> HttpResponse:
    """The user key sealed for this passkey: it opens messages without the password."""
    let_unlock(actor=fresh_principal(request), factor=key, sealed_key=body.sealed, at=now())
    return HttpResponse(status=204)


@router.delete("factors/{uuid:key}", response={204: None})
@access(Access.ACCOUNT)
def no_factor(request: HttpRequest, key: UUID) -> HttpResponse:
    """Remove an app or a passkey."""
    remove_factor(actor=fresh_principal(request), factor=key, at=now())
    return HttpResponse(status=204)


@router.post("backup-codes", response=BackupCodesOut)
@access(Access.ACCOUNT)
def backup_codes(request: HttpRequest) -> BackupCodesOut:
    """Ten new codes, given this once; the old ones are dead."""
    return BackupCodesOut(codes=make_backup_codes(actor=fresh_principal(request), at=now()))
