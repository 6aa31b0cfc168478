"""Cases of a desk or of a party, their registration, and who is in them by which channel."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from zegel.api.cases.schemas import CasePartyIn, CaseRowOut, CasesOut, ChannelIn, NewCaseIn, RepresentativeIn
from zegel.api.cases.shapes import effective, new_case, new_party, row
from zegel.api.shared.routing import Router
from zegel.api.shared.security import fresh_principal
from zegel.api.shared.wire import IdOut
from zegel.casefile.actions import add_party, change_channel, change_representative, end_representation
from zegel.casefile.queries import cases_of, cases_of_desk
from zegel.casefile.rules.docket import known_state
from zegel.casefile.rules.paging import read_key, written_key
from zegel.casefile.rules.parties import NewRepresentative
from zegel.filing.actions import register as register_at_desk
from zegel.lib.moments import now
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

router = Router(tags=["cases"])


@router.get("", response=CasesOut)
@access(Access.WORK)
def cases(
    request: HttpRequest, desk: UUID | None = None, q: str = "", state: str = "", before: str = ""
) -> CasesOut:
    """The cases of a court's desk, or without one those in which one reads for a party; the newest first."""
    actor, at = current_principal(request), now()
    states = [known_state(state)] if state else []
    key = read_key(before)
    rows = (
        cases_of(actor, at=at, typed=q, states=states, before=key)
        if desk is None
        else cases_of_desk(actor, desk, at=at, typed=q, states=states, before=key)
    )
    last = written_key(rows[-1].registered_at, rows[-1].pk) if rows else ""
    return CasesOut(cases=[CaseRowOut(**row(case)) for case in rows], next=last)


@router.post("", response=IdOut)
@access(Access.WORK)
def register(request: HttpRequest, body: NewCaseIn) -> IdOut:
    """Register a case: numbers, parties and circles, or nothing (4.2)."""
    case = register_at_desk(actor=current_principal(request), new=new_case(body), at=now())
    return IdOut(id=case.pk)


@router.post("{uuid:case}/parties", response=IdOut)
@access(Access.WORK)
def admit(request: HttpRequest, case: UUID, body: CasePartyIn) -> IdOut:
    """Let a party into a running case."""
    row = add_party(actor=fresh_principal(request), case=case, party=new_party(body), at=now())
    return IdOut(id=row.pk)


@router.put("{uuid:case}/parties/{uuid:party}/representative", response={204: None})
@access(Access.WORK)
def represent(request: HttpRequest, case: UUID, party: UUID, body: RepresentativeIn) -> HttpResponse:
    """Somebody else acts for a party from now on."""
    change_representative(
        actor=fresh_principal(request),
        case=case,
        party=party,
        representative=NewRepresentative(**body.model_dump()),
        at=now(),
    )
    return HttpResponse(status=204)


@router.delete("{uuid:case}/parties/{uuid:party}/representative", response={204: None})
@access(Access.WORK)
def leave(request: HttpRequest, case: UUID, party: UUID) -> HttpResponse:
    """Nobody acts for a party any more."""
    end_representation(actor=fresh_principal(request), case=case, party=party, at=now())
    return HttpResponse(status=204)


@router.post("{uuid:case}/parties/{uuid:party}/channel", response={204: None})
@access(Access.WORK)
def switch(request: HttpRequest, case: UUID, party: UUID, body: ChannelIn) -> HttpResponse:
    """A party litigates in another way from a moment on (1.6, 1.8)."""
    change_channel(
        actor=fresh_principal(request),
        case=case,
        party=party,
        kind=body.kind,
        to=body.to,
        effective=effective(body.effective),
        at=now(),
    )
    return HttpResponse(status=204)
