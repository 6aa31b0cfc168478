"""An oral application, as the clerk on duty took it down (art. 2.1)."""

from datetime import date, datetime, time
from uuid import UUID

from django.http import HttpRequest
from pydantic import Field

from zegel.api.filing.endpoints import FilingReceiptOut, GrantIn, NewDocumentIn, filed_out, grants_in
from zegel.api.shared.routing import Router
from zegel.api.shared.wire import Base64In, Wire
from zegel.filing.actions import file
from zegel.filing.rules import Facts, Handed, NewDocument, OralWay
from zegel.lib.moments import AMSTERDAM, now
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

router = Router(tags=["intake"])


class OralApplicationIn(Wire):
    """What was taken down: the manifest its clerk signed, the documents, and every key sealed to the desk alone.

    `day` and `hour` are when it was made to the court, by the Dutch clock, `applicant` who made it, `can_wait` whether it could wait
    for office hours.
    """

    filing: UUID
    court: str = Field(max_length=40)
    location: str = Field(max_length=60)
    matter: str = Field(max_length=10)
    applicant: str = Field(min_length=1, max_length=200)
    way: OralWay
    day: date
    hour: time
    can_wait: bool
    envelope: Base64In
    grants: list[GrantIn] = Field(max_length=1)
    documents: list[NewDocumentIn] = Field(max_length=100)


@router.post("oral", response=FilingReceiptOut)
@access(Access.WORK)
def oral(request: HttpRequest, body: OralApplicationIn) -> FilingReceiptOut:
    """File an oral application for the desk; the same again gives the first answer."""
    handed = Handed(
        id=body.filing,
        channel="oral",
        mailbox=None,
        envelope=body.envelope,
        grants=grants_in(body.grants),
        documents=tuple(NewDocument(given.object, grants_in(given.grants)) for given in body.documents),
        filed_for=" ".join(body.applicant.split()),
        reached_at=datetime.combine(body.day, body.hour.replace(tzinfo=None), tzinfo=AMSTERDAM),
        way=body.way,
        can_wait=body.can_wait,
    )
    facts = Facts(
        court=body.court, location=body.location, matter=body.matter, kind="application", number="", secret=False,
        copies="not-due",
    )  # fmt: skip
    return filed_out(file(actor=current_principal(request), handed=handed, facts=facts, at=now()))
