"""The file of a case for who may look into it: parties, docket, sealed documents, and what the court itself places."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from zegel.api.cases.logged import case_log_out
from zegel.api.cases.schemas import (
    AddressIn,
    CaseLogOut,
    CaseOut,
    DocketEntryOut,
    EntryPlacedOut,
    NewEntryIn,
    VisitIn,
)
from zegel.api.cases.shapes import case_out, entry_out
from zegel.api.shared.described import SEALED_BYTES
from zegel.api.shared.routing import Router
from zegel.casefile.actions import answer_address, place_own_entry, remember_visit
from zegel.casefile.queries import (
    case_view,
    docket_of,
    entry_document,
    log_of_file,
    reader_of,
    sealed_bytes,
)
from zegel.fees.queries import log_of_fees
from zegel.filing.queries import signed_pieces
from zegel.judgments.queries import log_of_judgments, reader_in
from zegel.lib.moments import now
from zegel.proceedings.queries.log import log_of_course
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

router = Router(tags=["cases"])


@router.get("{uuid:case}", response=CaseOut)
@access(Access.WORK)
def show(request: HttpRequest, case: UUID) -> CaseOut:
    """A case for who may look into it."""
    actor, at = current_principal(request), now()
    reader, roles = reader_in(actor, case, at)
    return case_out(reader, roles, case_view(reader, actor, at))


@router.get("{uuid:case}/docket", response=list[DocketEntryOut])
@access(Access.WORK)
def docket(request: HttpRequest, case: UUID) -> list[DocketEntryOut]:
    """The entries one may see, with their sealed keys."""
    reader, _roles = reader_in(current_principal(request), case, now())
    entries = docket_of(reader)
    signed = signed_pieces(entries)
    return [entry_out(entry, signed[entry.pk]) for entry in entries]


@router.get("{uuid:case}/log", response=CaseLogOut)
@access(Access.WORK)
def log(request: HttpRequest, case: UUID) -> CaseLogOut:
    """What the log recorded of what one may see of a case, with its proof: what the page shows is held against it."""
    at = now()
    reader, _roles = reader_in(current_principal(request), case, at)
    houses = (log_of_file, log_of_course, log_of_fees, log_of_judgments)
    return case_log_out(lambda: [row for log_of in houses for row in log_of(reader)], at)


@router.get("{uuid:case}/entries/{uuid:entry}/documents/{int:number}", openapi_extra=SEALED_BYTES)
@access(Access.WORK)
def document(request: HttpRequest, case: UUID, entry: UUID, number: int) -> StreamingHttpResponse:
    """The sealed bytes of one file of an entry."""
    found = entry_document(reader_in(current_principal(request), case, now())[0], entry, number)
    answer = StreamingHttpResponse(sealed_bytes(found), content_type="application/octet-stream")
    answer["Content-Length"] = str(found.object.size)
    answer["Content-Disposition"] = f'attachment; filename="{found.object_id}.age"'
    return answer


@router.post("{uuid:case}/entries", response=EntryPlacedOut)
@access(Access.WORK)
def place(request: HttpRequest, case: UUID, body: NewEntryIn) -> EntryPlacedOut:
    """Place a piece of the court itself: a letter, a decision, a record, a judgment, a note."""
    row = place_own_entry(
        actor=current_principal(request),
        case=case,
        **body.model_dump(exclude={"documents"}),
        documents=[(given.object, given.sealed_key) for given in body.documents],
        at=now(),
    )
    return EntryPlacedOut(id=row.pk, number=row.number)


@router.put("{uuid:case}/address", response={204: None})
@access(Access.WORK)
def address(request: HttpRequest, case: UUID, body: AddressIn) -> HttpResponse:
    """Where notifications of this case go, or that none are wanted (1.9)."""
    actor, at = current_principal(request), now()
    reader = reader_of(actor, case, at)
    answer_address(actor=actor, reader=reader, mailbox=body.mailbox, email=body.email, at=at)
    return HttpResponse(status=204)


@router.post("{uuid:case}/visits", response={204: None})
@access(Access.WORK)
def visit(request: HttpRequest, case: UUID, body: VisitIn) -> HttpResponse:
    """The newest entry one has seen."""
    actor, at = current_principal(request), now()
    remember_visit(actor=actor, reader=reader_of(actor, case, at), number=body.number, at=at)
    return HttpResponse(status=204)
