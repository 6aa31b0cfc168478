"""Messages and drafts of account holders."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Query

from zegel.api.mail.schemas import (
    ConversationOut,
    DraftIn,
    DraftOut,
    EntriesOut,
    EntryOut,
    EntryStateOut,
    NewsOut,
    RepairIn,
    ResendIn,
    VersionOut,
    WithdrawalIn,
    WithdrawalOut,
)
from zegel.api.shared.described import SEALED_BYTES
from zegel.api.shared.opening import opened, sealed_file
from zegel.api.shared.routing import Router
from zegel.api.shared.schemas import (
    CorrespondentOut,
    OpenedOut,
    ProvenReceiptOut,
    ReceiptOut,
    ReportIn,
    UserMessageIn,
)
from zegel.api.shared.security import fresh_principal
from zegel.api.shared.standing import standing_fields
from zegel.api.shared.submission import _basis, receipt_out, submission_of
from zegel.filing.actions import send as send_mail
from zegel.filing.queries import receipt_for
from zegel.lib.moments import amsterdam, now
from zegel.mail.actions.drafts import delete_draft, save_draft
from zegel.mail.actions.guests import finish_task, help_guest
from zegel.mail.actions.notices import resend_notice
from zegel.mail.actions.reading import report
from zegel.mail.actions.withdrawal import withdraw
from zegel.mail.queries.folders import Entry, folder_page, news
from zegel.mail.queries.folders import draft as draft_of
from zegel.mail.queries.messages import conversation_for, correspondents, reader_of
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal

router = Router(tags=["messages"])


@router.post("messages", response=ReceiptOut)
@access(Access.WORK)
def send(request: HttpRequest, body: UserMessageIn) -> ReceiptOut:
    """Hand in a sealed message; the moment of receipt is when this request was whole."""
    return receipt_out(
        send_mail(actor=current_principal(request), box=body.box, submission=submission_of(body), at=now())
    )


@router.post("messages/{uuid:key}/open", response=OpenedOut)
@access(Access.WORK)
def open_(request: HttpRequest, key: UUID) -> OpenedOut:
    """The sealed message, its key as sealed for this reader, and what to check it against."""
    at = now()
    return opened(reader_of(current_principal(request), key, at=at), at)


@router.get("messages/{uuid:key}/files/{int:number}", openapi_extra=SEALED_BYTES)
@access(Access.WORK)
def file(request: HttpRequest, key: UUID, number: int) -> StreamingHttpResponse:
    """One sealed file."""
    return sealed_file(reader_of(current_principal(request), key, at=now()), number)


@router.get("messages/{uuid:key}/receipt", response=ProvenReceiptOut)
@access(Access.WORK)
def receipt(request: HttpRequest, key: UUID) -> dict[str, object]:
    """The receipt that anyone can check without us; `receipt-pending` in the first seconds after sending."""
    return receipt_for(reader_of(current_principal(request), key, at=now()))


@router.post("messages/{uuid:key}/withdrawal", response=WithdrawalOut)
@access(Access.WORK)
def take_back(request: HttpRequest, key: UUID, body: WithdrawalIn) -> WithdrawalOut:
    """Take the message back from these recipients, or from everybody; who has opened it keeps it."""
    done = withdraw(actor=current_principal(request), message=key, deliveries=body.deliveries, at=now())
    return WithdrawalOut(withdrawn=done.withdrawn + done.before, opened=done.opened)


@router.post("messages/{uuid:key}/reports", response={204: None})
@access(Access.WORK)
def report_(request: HttpRequest, key: UUID, body: ReportIn) -> HttpResponse:
    """A check failed in the reader's client, so it did not show the message or file."""
    at = now()
    reader = reader_of(current_principal(request), key, at=at)
    report(reader=reader, code=body.code, file_number=body.file_number, at=at)
    return HttpResponse(status=204)


@router.get("boxes/{uuid:box}/news", response=NewsOut)
@access(Access.WORK)
def news_(
    request: HttpRequest,
    box: UUID,
    *,
    after: str = "",
    entry: Annotated[list[UUID], Query(default_factory=list, max_length=100)],
) -> NewsOut:
    """What came into the inbox of a mailbox after a cursor, and how entries of the mailbox stand now: all that an open page of it
    asks, once a minute."""
    found = news(current_user(request), box, entry, after=after, at=now())
    states = [EntryStateOut(entry=key, state=state) for key, state in found.states.items()]
    return NewsOut(unread=found.unread, states=states)


@router.get("boxes/{uuid:box}/{slug:folder}", response=EntriesOut)
@access(Access.WORK)
def entries(
    request: HttpRequest, box: UUID, folder: str, *, before: str = "", after: str = "", q: str = ""
) -> EntriesOut:
    """A folder, newest first, page by page: `older` of one answer is `before` of the next, `newer` is `after`."""
    page = folder_page(current_user(request), box, folder, text=q[:100], before=before, after=after, at=now())
    return EntriesOut(entries=[_entry(entry) for entry in page.entries], older=page.older, newer=page.newer)


def _entry(entry: Entry) -> EntryOut:
    return EntryOut(
        id=entry.pk,
        message=entry.message_id,
        conversation=entry.conversation,
        at=amsterdam(entry.at).isoformat(),
        unread=entry.unread,
        counterpart=entry.counterpart,
        subject=entry.subject,
        files=entry.files,
    )


@router.get("conversations/{uuid:key}", response=ConversationOut)
@access(Access.WORK)
def conversation(request: HttpRequest, key: UUID, box: UUID) -> ConversationOut:
    """Who an answer in this conversation can go to."""
    at = now()
    found = conversation_for(current_user(request), key, at=at)
    others = correspondents(current_user(request), found, box, at=at)
    people = [
        CorrespondentOut(
            kind=other.kind,
            id=other.id,
            name=other.name,
            address=other.address,
            recipient=other.recipient,
            verification=other.verification,
            sender_copy=other.sender_copy,
            key_version=other.key_version,
            court=other.court,
            adopted=other.adopted,
            past=other.past,
            phone=other.phone,
            language=other.language,
            organisation=other.organisation,
            **standing_fields(other.mark),
        )
        for other in others
    ]
    return ConversationOut(id=found.pk, subject=found.subject, owner=found.owner_id, correspondents=people)


@router.get("drafts/{uuid:key}", response=DraftOut)
@access(Access.WORK)
def draft(request: HttpRequest, key: UUID) -> DraftOut:
    """A sealed draft."""
    found = draft_of(current_user(request), key, at=now())
    return DraftOut(
        id=found.pk,
        box=found.box_id,
        sealed=bytes(found.sealed),
        version=found.version,
        saved_at=amsterdam(found.saved_at).isoformat(),
    )


@router.put("drafts/{uuid:key}", response=VersionOut)
@access(Access.WORK)
def save(request: HttpRequest, key: UUID, body: DraftIn) -> VersionOut:
    """Keep a draft."""
    at = now()
    version = save_draft(
        actor=current_principal(request),
        key=key,
        box=body.box,
        sealed=body.sealed,
        key_version=body.key_version,
        version=body.version,
        at=at,
    )
    return VersionOut(version=version, saved_at=amsterdam(at).isoformat())


@router.delete("drafts/{uuid:key}", response={204: None})
@access(Access.WORK)
def throw_away(request: HttpRequest, key: UUID) -> HttpResponse:
    """Throw a draft away."""
    delete_draft(actor=current_principal(request), key=key, at=now())
    return HttpResponse(status=204)


@router.post("guests/{uuid:key}/repair", response={204: None})
@access(Access.WORK)
def repair(request: HttpRequest, key: UUID, body: RepairIn) -> HttpResponse:
    """Help a guest who cannot get in: another number, another address, or an access code sealed anew."""
    facts = body.model_dump() | {"basis": _basis(body.basis)}
    help_guest(actor=fresh_principal(request), guest=key, at=now(), **facts)
    return HttpResponse(status=204)


@router.post("tasks/{uuid:key}/done", response={204: None})
@access(Access.WORK)
def done(request: HttpRequest, key: UUID) -> HttpResponse:
    """A guest's request was settled in another way."""
    finish_task(actor=current_principal(request), task=key, at=now())
    return HttpResponse(status=204)


@router.post("deliveries/{uuid:key}/notice", response={204: None})
@access(Access.WORK)
def resend(request: HttpRequest, key: UUID, body: ResendIn) -> HttpResponse:
    """Mail a recipient again after a bounce or failure."""
    resend_notice(actor=current_principal(request), delivery=key, link=body.link, at=now())
    return HttpResponse(status=204)
