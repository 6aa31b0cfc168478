"""Who is judge, registrar or planner at a desk of a court."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from zegel.api.shared.routing import Router
from zegel.api.shared.security import fresh_principal
from zegel.api.shared.wire import Wire
from zegel.lib.moments import now
from zegel.proceedings.actions import end_office, give_office
from zegel.proceedings.queries import offices_at
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

router = Router(tags=["offices"])

type Office = Literal["judge", "registrar", "planner"]


class OfficeIn(Wire):
    """Somebody who uses the desk's mailbox, and what they are there."""

    account: UUID
    office: Office


class OfficeOut(Wire):
    account: UUID
    office: str


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
