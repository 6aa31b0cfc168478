"""Making an account, and getting back into one: everything for who is not logged in."""

from django.http import HttpRequest, HttpResponse

from zegel.api.shared.routing import Router
from zegel.api.sign_up.schemas import (
    AcceptIn,
    ForgotIn,
    InvitationOut,
    RegisterIn,
    ResetIn,
    ResetOut,
    TokenIn,
)
from zegel.authentication.actions.security_stop import stop_with_token
from zegel.authentication.queries.logins import from_directory
from zegel.boxes.actions import NewBox, open_account
from zegel.key_custody.actions.passwords import ask_reset, look_reset, reset
from zegel.key_custody.actions.sign_up import ask_sign_up, look
from zegel.key_custody.rules.keys import NewKeys, NewPassword
from zegel.lib.moments import now
from zegel.web_session.access import Access, access
from zegel.web_session.visitors import network_address

router = Router(tags=["registration"])


@router.post("register", response={204: None})
@access(Access.ANYONE)
def register(request: HttpRequest, body: RegisterIn) -> HttpResponse:
    """Ask for an account. The answer is the same for every address; the mail tells its owner the rest."""
    ask_sign_up(email=body.email, language=body.language, address=network_address(request), at=now())
    return HttpResponse(status=204)


@router.post("invitations/look", response=InvitationOut)
@access(Access.ANYONE)
def look_invitation(request: HttpRequest, body: TokenIn) -> InvitationOut:
    """Whom an invitation is for; uses nothing up."""
    found = look(token=body.token, address=network_address(request), at=now())
    organisation = found.organisation.name if found.organisation else ""
    return InvitationOut(
        email=found.email,
        name=found.name,
        language=found.language,
        organisation=organisation,
        sso=from_directory(found),
    )


@router.post("invitations/accept", response={204: None})
@access(Access.ANYONE)
def accept_invitation(request: HttpRequest, body: AcceptIn) -> HttpResponse:
    """Make the account with keys that the browser made. Logging in is the next step, and no part of it."""
    word = NewPassword(body.login, body.salt, body.sealed_key, body.recovery)
    open_account(
        token=body.token,
        name=body.name,
        language=body.language,
        keys=NewKeys(word, body.recipient, body.signing_key),
        box=NewBox(body.box.recipient, body.box.sealed_identity),
        address=network_address(request),
        at=now(),
    )
    return HttpResponse(status=204)


@router.post("password/forgot", response={204: None})
@access(Access.ANYONE)
def forgot(request: HttpRequest, body: ForgotIn) -> HttpResponse:
    """Ask for a link to choose a new password; the same answer for every address."""
    ask_reset(email=body.email, address=network_address(request), at=now())
    return HttpResponse(status=204)


@router.post("password/look", response=ResetOut)
@access(Access.ANYONE)
def look_password(request: HttpRequest, body: TokenIn) -> ResetOut:
    """Whose password a link resets, and their key as the recovery code opens it; uses nothing up."""
    offer = look_reset(token=body.token, address=network_address(request), at=now())
    return ResetOut(user=offer.user.pk, email=offer.user.email, recovery=offer.recovery)


@router.post("password/reset", response={204: None})
@access(Access.ANYONE)
def reset_password(request: HttpRequest, body: ResetIn) -> HttpResponse:
    """Set a new password. Nobody is logged in by it: a second factor is asked as always."""
    at = now()
    look_reset(token=body.token, address=network_address(request), at=at)
    word = NewPassword(body.login, body.salt, body.sealed_key, body.recovery)
    reset(token=body.token, new=word, proof=body.proof, at=at)
    return HttpResponse(status=204)


@router.post("stop", response={204: None})
@access(Access.ANYONE)
def stop(request: HttpRequest, body: TokenIn) -> HttpResponse:
    """Stop what a mail told its reader of."""
    stop_with_token(token=body.token, address=network_address(request), at=now())
    return HttpResponse(status=204)
