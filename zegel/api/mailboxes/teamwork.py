"""Working together in a mailbox: drafts laid ready, who takes care of what, and notes among its members."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from zegel.api.shared.routing import Router
from zegel.api.shared.wire import Base64In, Base64Out, Wire
from zegel.lib.moments import amsterdam, now
from zegel.mail.actions.drafts import lay_ready
from zegel.mail.actions.teamwork import add_note, assign, delete_note
from zegel.mail.queries.folders import notes as notes_of
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal

router = Router(tags=["teamwork"])


class ReadyIn(Wire):
    version: int = Field(ge=1, le=1_000_000_000)


class AssignmentIn(Wire):
    entries: list[UUID] = Field(max_length=1000)
    to: UUID | None


class AssignmentOut(Wire):
    changed: int


class NoteIn(Wire):
    box: UUID
    conversation: UUID
    sealed: Base64In
    key_version: int = Field(ge=1, le=1_000_000)


class NoteOut(Wire):
    id: UUID
    writer: str
    mine: bool
    at: str
    sealed: Base64Out


@router.post("drafts/{uuid:key}/ready", response={204: None})
@access(Access.WORK)
def ready(request: HttpRequest, key: UUID, body: ReadyIn) -> HttpResponse:
    """Tell who may send that a draft is ready to go."""
    lay_ready(actor=current_principal(request), key=key, version=body.version, at=now())
    return HttpResponse(status=204)


@router.post("boxes/{uuid:box}/assignments", response=AssignmentOut)
@access(Access.WORK)
def give(request: HttpRequest, box: UUID, body: AssignmentIn) -> AssignmentOut:
    """Give the conversations of these entries to a member of the box, or (`to` is null) to nobody in particular."""
    changed = assign(actor=current_principal(request), box=box, entries=body.entries, to=body.to, at=now())
    return AssignmentOut(changed=changed)


@router.get("conversations/{uuid:key}/notes", response=list[NoteOut])
@access(Access.WORK)
def notes(request: HttpRequest, key: UUID, box: UUID) -> list[NoteOut]:
    """The sealed notes of a box about a conversation, oldest first."""
    who = current_user(request)
    return [
        NoteOut(
            id=each_note.pk,
            writer=each_note.writer.name,
            mine=each_note.writer_id == who.pk,
            at=amsterdam(each_note.at).isoformat(),
            sealed=bytes(each_note.sealed),
        )
        for each_note in notes_of(who, box, key, at=now())
    ]


@router.put("notes/{uuid:key}", response={204: None})
@access(Access.WORK)
def note(request: HttpRequest, key: UUID, body: NoteIn) -> HttpResponse:
    """Keep a note; the same one twice is kept once."""
    add_note(actor=current_principal(request), key=key, at=now(), **body.model_dump())
    return HttpResponse(status=204)


@router.delete("notes/{uuid:key}", response={204: None})
@access(Access.WORK)
def take_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take back a note of one's own."""
    delete_note(actor=current_principal(request), key=key, at=now())
    return HttpResponse(status=204)
