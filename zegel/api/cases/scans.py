"""What a clerk scans of paper that was filed at the counter (art. 3.2)."""

from uuid import UUID

from django.http import HttpRequest
from pydantic import Field

from zegel.api.cases.intake import ClaimOut
from zegel.api.filing.endpoints import GrantIn, NewDocumentIn, grants_in
from zegel.api.shared.routing import Router
from zegel.api.shared.wire import Base64In, Wire
from zegel.filing.actions import attach_scan
from zegel.filing.rules import NewDocument, Scan
from zegel.lib.moments import now
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

router = Router(tags=["intake"])


class ScanIn(Wire):
    """What was scanned of paper: the manifest its clerk signed, the documents, and every key sealed to the desk alone."""

    envelope: Base64In
    grants: list[GrantIn] = Field(max_length=1)
    documents: list[NewDocumentIn] = Field(max_length=100)


@router.post("{uuid:filing}/scan", response=ClaimOut)
@access(Access.WORK)
def scan(request: HttpRequest, filing: UUID, body: ScanIn) -> ClaimOut:
    """Attach what was scanned to a filing that came on paper."""
    documents = tuple(NewDocument(given.object, grants_in(given.grants)) for given in body.documents)
    scanned = Scan(body.envelope, grants_in(body.grants), documents)
    row = attach_scan(actor=current_principal(request), filing=filing, scan=scanned, at=now())
    return ClaimOut(filing=row.pk, state=row.intake.state)
