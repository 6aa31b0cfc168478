"""One's own password and recovery code, for who is logged in. The password is asked once more for each."""

from django.http import HttpRequest, HttpResponse

from zegel.api.account.schemas import AfreshIn, ChangeIn, PinsIn, RecoveryIn, ResealIn, SealOut
from zegel.api.shared.routing import Router
from zegel.api.shared.schemas import PasswordIn
from zegel.api.shared.security import fresh_principal
from zegel.boxes.actions import reseal_keys, start_afresh
from zegel.key_custody.actions.keys import renew_recovery, reopen
from zegel.key_custody.actions.passwords import change_password
from zegel.key_custody.actions.pins import keep_pins
from zegel.key_custody.queries.keys import key_seals
from zegel.key_custody.rules.keys import NewKeys, NewPassword
from zegel.lib.moments import now
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_login, current_user
from zegel.web_session.principals import current_principal
from zegel.web_session.visitors import network_address

router = Router(tags=["keys"])


@router.post("password", response={204: None})
@access(Access.ACCOUNT)
def password(request: HttpRequest, body: ChangeIn) -> HttpResponse:
    """Change the password; every other browser is logged out."""
    change_password(
        actor=current_principal(request),
        old_login=body.old_login,
        new=NewPassword(body.login, body.salt, body.sealed_key),
        keep=current_login(request).pk,
        address=network_address(request),
        at=now(),
    )
    return HttpResponse(status=204)


@router.post("recovery", response={204: None})
@access(Access.ACCOUNT)
def recovery(request: HttpRequest, body: RecoveryIn) -> HttpResponse:
    """Put a new recovery code in the place of the old one."""
    renew_recovery(
        actor=current_principal(request),
        login=body.login,
        sealed=body.sealed,
        address=network_address(request),
        at=now(),
    )
    return HttpResponse(status=204)


@router.get("seals", response=list[SealOut])
@access(Access.ACCOUNT)
def seals(request: HttpRequest) -> list[SealOut]:
    """What one's user keys are sealed for beside the present password: nothing here opens without code or password."""
    person = current_user(request)
    return [
        SealOut(
            way=seal.way,
            current=seal.recipient == person.recipient,
            salt=bytes(seal.salt or b""),
            sealed=bytes(seal.sealed),
        )
        for seal in key_seals(person)
    ]


@router.post("reopen", response={204: None})
@access(Access.ACCOUNT)
def reopen_keys(request: HttpRequest, body: PasswordIn) -> HttpResponse:
    """After a reset without recovery code: the user key was found, and is sealed for the password again."""
    word = NewPassword(body.login, body.salt, body.sealed_key, body.recovery)
    reopen(
        actor=current_principal(request),
        new=word,
        proof=body.proof,
        address=network_address(request),
        at=now(),
    )
    return HttpResponse(status=204)


@router.post("afresh", response={204: None})
@access(Access.ACCOUNT)
def afresh(request: HttpRequest, body: AfreshIn) -> HttpResponse:
    """Begin anew with other keys, for who lost every way to the old ones."""
    word = NewPassword(body.login, body.salt, body.sealed_key, body.recovery)
    start_afresh(
        actor=fresh_principal(request),
        keys=NewKeys(word, body.recipient, body.signing_key),
        box=body.box.made,
        address=network_address(request),
        at=now(),
    )
    return HttpResponse(status=204)


@router.put("pins", response={204: None})
@access(Access.WORK)
def pins(request: HttpRequest, body: PinsIn) -> HttpResponse:
    """Keep which keys of others one goes by, sealed to oneself."""
    keep_pins(actor=current_principal(request), version=body.version, sealed=body.sealed, at=now())
    return HttpResponse(status=204)


@router.post("reseal", response={204: None})
@access(Access.ACCOUNT)
def reseal(request: HttpRequest, body: ResealIn) -> HttpResponse:
    """Older keys of one's own mailbox, found again after a fresh start."""
    keys = {key.number: key.sealed_identity for key in body.keys}
    reseal_keys(actor=fresh_principal(request), keys=keys, at=now())
    return HttpResponse(status=204)
