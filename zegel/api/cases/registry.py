"""Cases of a desk or of a party, and their registration."""

from uuid import UUID

from django.http import HttpRequest

from zegel.api.cases.schemas import CaseRowOut, CasesOut, NewCaseIn
from zegel.api.cases.shapes import new_case, row
from zegel.api.shared.routing import Router
from zegel.api.shared.wire import IdOut
from zegel.casefile.queries import cases_of, cases_of_desk
from zegel.casefile.rules.docket import known_state
from zegel.casefile.rules.paging import read_key, written_key
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
