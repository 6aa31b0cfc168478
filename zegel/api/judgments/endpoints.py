"""Judgments of a case: drafts for the court, giving and signing for the judge, and what waits."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from zegel.api.judgments.schemas import (
    DeskNotesIn,
    DeskNotesOut,
    EnforceableCopyIn,
    EnforceableCopyOut,
    JudgmentDraftOut,
    JudgmentIn,
    JudgmentOut,
    NewDraftIn,
    PostponementIn,
    ReleaseIn,
    SentIn,
    WorkedOutIn,
)
from zegel.api.judgments.shapes import draft_out, judgment_out, moment_typed, new_judgment, reason, signed
from zegel.api.shared.described import SEALED_BYTES
from zegel.api.shared.routing import Router
from zegel.judgments.actions import (
    NewCopy,
    NewDraft,
    NewRelease,
    Postponement,
    give_judgment,
    issue_copy,
    keep_draft,
    keep_notes,
    postpone_judgment,
    release_piece,
    send_copies,
    work_out,
)
from zegel.judgments.queries import draft_bytes, drafts_of, makers_of, notes_of, reader_in
from zegel.lib.moments import now
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

router = Router(tags=["judgments"])


@router.get("{uuid:case}/judgment/drafts", response=list[JudgmentDraftOut])
@access(Access.WORK)
def drafts(request: HttpRequest, case: UUID) -> list[JudgmentDraftOut]:
    """The versions of the judgment in the making, for the court alone; the newest first."""
    reader, _roles = reader_in(current_principal(request), case, now())
    rows = drafts_of(reader)
    makers = makers_of(rows)
    return [draft_out(row, makers[row.pk]) for row in rows]


@router.put("{uuid:case}/judgment/drafts/{uuid:draft}", response={204: None})
@access(Access.WORK)
def keep(request: HttpRequest, case: UUID, draft: UUID, body: NewDraftIn) -> HttpResponse:
    """Keep a version; the same one again gives the first."""
    new = NewDraft(id=draft, **body.model_dump())
    keep_draft(actor=current_principal(request), case=case, new=new, at=now())
    return HttpResponse(status=204)


@router.get("{uuid:case}/judgment/drafts/{uuid:draft}/document", openapi_extra=SEALED_BYTES)
@access(Access.WORK)
def document(request: HttpRequest, case: UUID, draft: UUID) -> StreamingHttpResponse:
    """The sealed bytes of a draft, for the court alone."""
    row, chunks = draft_bytes(reader_in(current_principal(request), case, now())[0], draft)
    answer = StreamingHttpResponse(chunks, content_type="application/octet-stream")
    answer["Content-Length"] = str(row.object.size)
    answer["Content-Disposition"] = f'attachment; filename="{row.object_id}.age"'
    return answer


@router.post("{uuid:case}/judgment", response=JudgmentOut)
@access(Access.WORK)
def give(request: HttpRequest, case: UUID, body: JudgmentIn) -> JudgmentOut:
    """Give judgment, signed with the judge's own key; the same one again gives the first."""
    row = give_judgment(
        actor=current_principal(request), case=case, new=new_judgment(body), at=now()
    )  # fmt: skip
    return judgment_out(row)


@router.post("{uuid:case}/judgment/document", response=JudgmentOut)
@access(Access.WORK)
def follow(request: HttpRequest, case: UUID, body: WorkedOutIn) -> JudgmentOut:
    """Add the record of an oral judgment, or a short one in full."""
    row = work_out(
        actor=current_principal(request),
        case=case,
        judgment=body.id,
        document=signed(body.document),
        verdict=body.format,
        at=now(),
    )
    return judgment_out(row)


@router.post("{uuid:case}/judgment/sent", response={204: None})
@access(Access.WORK)
def sent(request: HttpRequest, case: UUID, body: SentIn) -> HttpResponse:
    """Note that the judgment was sent to who appeared (12.3)."""
    send_copies(actor=current_principal(request), case=case, act=body.id, seen=body.seen, at=now())
    return HttpResponse(status=204)


@router.post("{uuid:case}/judgment/copies", response=EnforceableCopyOut)
@access(Access.WORK)
def copy(request: HttpRequest, case: UUID, body: EnforceableCopyIn) -> EnforceableCopyOut:
    """Enter an enforceable copy that is handed out on paper (12.3); the same one again gives the first."""
    row = issue_copy(actor=current_principal(request), case=case, new=NewCopy(**body.model_dump()), at=now())
    return EnforceableCopyOut(id=row.pk, number=row.number)


@router.post("{uuid:case}/judgment/postponement", response={204: None})
@access(Access.WORK)
def postpone(request: HttpRequest, case: UUID, body: PostponementIn) -> HttpResponse:
    """Put the judgment off (12.5)."""
    new = Postponement(
        id=body.id,
        seen=body.seen,
        day=moment_typed(body.day),
        asked=tuple(body.asked),
        written=body.written,
        reason=reason(body.reason),
    )
    postpone_judgment(actor=current_principal(request), case=case, new=new, at=now())
    return HttpResponse(status=204)


@router.post("{uuid:case}/entries/{uuid:entry}/release", response={204: None})
@access(Access.WORK)
def release(request: HttpRequest, case: UUID, entry: UUID, body: ReleaseIn) -> HttpResponse:
    """Let the judge see a piece that came after the day of judgment was set (12.6)."""
    new = NewRelease(entry, body.ground, tuple(body.agreed), reason(body.reason))
    release_piece(actor=current_principal(request), case=case, new=new, at=now())
    return HttpResponse(status=204)


@router.get("{uuid:case}/notes", response=DeskNotesOut)
@access(Access.WORK)
def notes(request: HttpRequest, case: UUID) -> DeskNotesOut:
    """One's own notes in a case; nobody else's are ever given."""
    actor = current_principal(request)
    row = notes_of(reader_in(actor, case, now())[0], actor)
    return DeskNotesOut(version=row.version if row else 0, sealed=bytes(row.sealed) if row else b"")


@router.put("{uuid:case}/notes", response=DeskNotesOut)
@access(Access.WORK)
def keep_own_notes(request: HttpRequest, case: UUID, body: DeskNotesIn) -> DeskNotesOut:
    """Keep one's own notes; refused where another window kept a later version."""
    row = keep_notes(
        actor=current_principal(request), case=case, sealed=body.sealed, seen=body.seen, at=now()
    )
    return DeskNotesOut(version=row.version, sealed=bytes(row.sealed))
