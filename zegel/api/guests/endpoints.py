"""Guests: getting in, reading and answering without an account."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from zegel.api.guests.schemas import (
    CodeOut,
    EnteredOut,
    EnterIn,
    GuestOut,
    HelpIn,
    LinkIn,
    LogAlarmIn,
    SigningKeyIn,
)
from zegel.api.shared.described import SEALED_BYTES
from zegel.api.shared.opening import opened, sealed_file
from zegel.api.shared.routing import Router
from zegel.api.shared.schemas import (
    CorrespondentOut,
    MessageIn,
    OpenedOut,
    ProvenReceiptOut,
    ReceiptOut,
    ReportIn,
)
from zegel.api.shared.submission import receipt_out, submission_of
from zegel.boxes.actions import tell_alarm
from zegel.boxes.queries import court_of_box
from zegel.filing.actions import answer_as_guest
from zegel.filing.queries import receipt_for
from zegel.lib.grants import grant, granted
from zegel.lib.moments import now
from zegel.mail.actions.guest_entry import ask_code, enter_by_code, enter_by_sms
from zegel.mail.actions.guests import ask_help, register_signing_key, renew_link
from zegel.mail.actions.reading import report
from zegel.mail.queries.messages import Guest, guest_landing, guest_messages, guest_reader
from zegel.mail.rules import CODE_LIFE, CODE_PAUSE
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_guest
from zegel.web_session.principals import guest_principal

router = Router(tags=["guests"])


@router.get("{uuid:key}", response=GuestOut)
@access(Access.ANYONE)
def landing(request: HttpRequest, key: UUID) -> GuestOut:
    """How this guest gets in. Asking changes nothing, so link scanners may."""
    found = guest_landing(key)
    return GuestOut(
        id=found.pk,
        verification=found.verification,
        code_salt=bytes(found.code_salt or b""),
        granted=granted(request.session, key, now(), since=found.changed_at),
    )


@router.post("{uuid:key}/code", response=CodeOut)
@access(Access.ANYONE)
def code(request: HttpRequest, key: UUID) -> CodeOut:
    """Send a code by SMS."""
    del request
    ask_code(guest=key, at=now())
    return CodeOut(seconds=int(CODE_LIFE.total_seconds()), pause=int(CODE_PAUSE.total_seconds()))


@router.post("{uuid:key}/enter", response=EnteredOut)
@access(Access.ANYONE)
def enter(request: HttpRequest, key: UUID, body: EnterIn) -> EnteredOut:
    """Give the code, get the sealed identity, which only the link's fragment can open."""
    at = now()
    if body.verifier:
        found = enter_by_code(guest=key, verifier=body.verifier, at=at)
    else:
        found = enter_by_sms(guest=key, digits=body.digits, at=at)
    request.session.cycle_key()
    grant(request.session, key, at)
    return _entered(found)


@router.get("{uuid:key}/me", response=EnteredOut)
@access(Access.GUEST)
def me(request: HttpRequest, key: UUID) -> EnteredOut:
    """The same as `enter` gave, for a session that is still in."""
    return _entered(current_guest(request, key))


def _entered(guest: Guest) -> EnteredOut:
    owner = guest.conversation.owner
    return EnteredOut(
        id=guest.pk,
        name=guest.name,
        conversation=guest.conversation_id,
        subject=guest.conversation.subject,
        recipient=guest.recipient,
        sealed_identity=bytes(guest.sealed_identity),
        code_salt=bytes(guest.code_salt or b""),
        signing_key=guest.signing_key,
        sealed_signing=bytes(guest.sealed_signing or b""),
        link_seen=guest.link_seen_at is not None,
        owner=CorrespondentOut(
            kind="box",
            id=owner.pk,
            name=owner.name,
            address=owner.address,
            recipient=owner.recipient,
            key_version=owner.key_version,
            organisation=owner.organisation.name if owner.organisation else "",
            court=court_of_box(owner) is not None,
        ),
        messages=[message.message_id for message in guest_messages(guest)],
    )


@router.post("{uuid:key}/link", response={204: None})
@access(Access.GUEST)
def link(request: HttpRequest, key: UUID, body: LinkIn) -> HttpResponse:
    """Put another secret in the place of one that came to the server by accident; the new link is mailed."""
    renew_link(
        actor=guest_principal(current_guest(request, key)),
        link=body.link,
        sealed_identity=body.sealed_identity,
        sender_copy=body.sender_copy,
        at=now(),
    )
    return HttpResponse(status=204)


@router.post("{uuid:key}/help", response={204: None})
@access(Access.ANYONE)
def help_(request: HttpRequest, key: UUID, body: HelpIn) -> HttpResponse:
    """Tell the sender that the code does not work."""
    del request
    ask_help(guest=key, reason=body.reason, contact=body.contact, at=now())
    return HttpResponse(status=204)


@router.post("{uuid:key}/signing-key", response={204: None})
@access(Access.GUEST)
def signing_key(request: HttpRequest, key: UUID, body: SigningKeyIn) -> HttpResponse:
    """Bind the key this guest signs answers with."""
    guest = guest_principal(current_guest(request, key))
    register_signing_key(actor=guest, public=body.public, sealed=body.sealed, at=now())
    return HttpResponse(status=204)


@router.post("{uuid:key}/messages", response=ReceiptOut)
@access(Access.GUEST)
def reply(request: HttpRequest, key: UUID, body: MessageIn) -> ReceiptOut:
    """Hand in a sealed answer."""
    guest = guest_principal(current_guest(request, key))
    return receipt_out(answer_as_guest(actor=guest, submission=submission_of(body), at=now()))


@router.post("{uuid:key}/messages/{uuid:message}/open", response=OpenedOut)
@access(Access.GUEST)
def open_(request: HttpRequest, key: UUID, message: UUID) -> OpenedOut:
    """The sealed message, as for account holders."""
    return opened(guest_reader(guest_principal(current_guest(request, key)), message), now())


@router.get("{uuid:key}/messages/{uuid:message}/files/{int:number}", openapi_extra=SEALED_BYTES)
@access(Access.GUEST)
def file(request: HttpRequest, key: UUID, message: UUID, number: int) -> StreamingHttpResponse:
    """One sealed file."""
    return sealed_file(guest_reader(guest_principal(current_guest(request, key)), message), number)


@router.get("{uuid:key}/messages/{uuid:message}/receipt", response=ProvenReceiptOut)
@access(Access.GUEST)
def receipt(request: HttpRequest, key: UUID, message: UUID) -> dict[str, object]:
    """The receipt, as for account holders."""
    return receipt_for(guest_reader(guest_principal(current_guest(request, key)), message))


@router.post("{uuid:key}/messages/{uuid:message}/reports", response={204: None})
@access(Access.GUEST)
def report_(request: HttpRequest, key: UUID, message: UUID, body: ReportIn) -> HttpResponse:
    """A check failed in the guest's browser."""
    reader = guest_reader(guest_principal(current_guest(request, key)), message)
    report(reader=reader, code=body.code, file_number=body.file_number, at=now())
    return HttpResponse(status=204)


@router.post("{uuid:key}/alarms", response={204: None})
@access(Access.GUEST)
def alarm(request: HttpRequest, key: UUID, body: LogAlarmIn) -> HttpResponse:
    """Tell that the guest's own browser does not believe the log (docs/formats.md, Evidence log)."""
    tell_alarm(actor=guest_principal(current_guest(request, key)), code=body.code, about=None, at=now())
    return HttpResponse(status=204)
