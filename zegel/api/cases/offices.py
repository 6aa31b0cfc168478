"""Who is judge, registrar or planner at a desk of a court, or does its finances, and the rooms in which it plans."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from zegel.api.shared.routing import Router
from zegel.api.shared.security import fresh_principal
from zegel.api.shared.wire import Wire
from zegel.lib.moments import now
from zegel.planning.actions import add_room
from zegel.planning.queries import rooms_of_desk
from zegel.proceedings.actions import end_office, give_office
from zegel.proceedings.queries import offices_at
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

router = Router(tags=["offices"])

type Office = Literal["judge", "registrar", "planner", "finance"]


class OfficeIn(Wire):
    """Somebody who uses the desk's mailbox, and what they are there."""

    account: UUID
    office: Office


class OfficeOut(Wire):
    account: UUID
    office: str


class RoomIn(Wire):
    name: str = Field(max_length=60)


class RoomOut(Wire):
    id: UUID
    name: str


@router.get("{uuid:desk}/offices", response=list[OfficeOut])
@access(Access.WORK)
def offices(request: HttpRequest, desk: UUID) -> list[OfficeOut]:
    """Who holds which office at a desk of one's own."""
    rows = offices_at(current_principal(request), desk, at=now())
    return [OfficeOut(account=row.account, office=row.office) for row in rows]


@router.post("{uuid:desk}/offices", response={204: None})
@access(Access.WORK)
def give(request: HttpRequest, desk: UUID, body: OfficeIn) -> HttpResponse:
    """Give somebody an office; who manages the desk's mailbox may."""
    give_office(actor=fresh_principal(request), desk=desk, account=body.account, office=body.office, at=now())
    return HttpResponse(status=204)


@router.post("{uuid:desk}/offices/end", response={204: None})
@access(Access.WORK)
def end(request: HttpRequest, desk: UUID, body: OfficeIn) -> HttpResponse:
    """Somebody holds an office no longer."""
    end_office(actor=fresh_principal(request), desk=desk, account=body.account, office=body.office, at=now())
    return HttpResponse(status=204)


@router.get("{uuid:desk}/rooms", response=list[RoomOut])
@access(Access.WORK)
def rooms(request: HttpRequest, desk: UUID) -> list[RoomOut]:
    """The rooms in which a desk of one's own can plan hearings."""
    rows = rooms_of_desk(current_principal(request), desk, at=now())
    return [RoomOut(id=row.pk, name=row.name) for row in rows]


@router.post("{uuid:desk}/rooms", response=RoomOut)
@access(Access.WORK)
def room(request: HttpRequest, desk: UUID, body: RoomIn) -> RoomOut:
    """A room for hearings; who manages the desk's mailbox adds one. The same name again gives the first."""
    row = add_room(actor=current_principal(request), desk=desk, name=body.name, at=now())
    return RoomOut(id=row.pk, name=row.name)
