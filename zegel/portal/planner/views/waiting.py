"""Cases that wait for a day, the very urgent first."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zegel.boxes.errors import BoxUnknown
from zegel.casefile.queries import Case, cases_without_day
from zegel.filing.queries.intake import desks_of
from zegel.law.errors import LawError
from zegel.lib.moments import amsterdam, now
from zegel.planning.rules.slots import Wish, term_of_summons
from zegel.portal.planner.forms import DesksQuery
from zegel.portal.shared.case_words import STATE_WORDS, words_for
from zegel.portal.shared.forms import as_identifier
from zegel.portal.shared.law_words import line_of
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits at a desk, in the order in which it should get a day."""
    at, desks = now(), desks_of(current_user(request), at=now())
    chosen = as_identifier(DesksQuery.asked(request)["desk"]) or (desks[0].box_id if desks else None)
    try:
        rows = _rows(request, chosen, at) if chosen else []
    except BoxUnknown as error:
        raise Http404 from error
    facts = {"rows": rows, "desks": desks, "desk": chosen, "term": _term(at)}
    return render(request, "planner/waiting.html", facts)


def _rows(request: HttpRequest, desk: UUID, at: datetime) -> list[dict[str, Any]]:
    return [_row(case, at) for case in cases_without_day(current_principal(request), desk, at=at)]


def _row(case: Case, at: datetime) -> dict[str, Any]:
    days = (amsterdam(at).date() - amsterdam(case.registered_at).date()).days
    return {"case": case, "state": words_for(STATE_WORDS, case.state), "days": days}


def _term(at: datetime) -> dict[str, Any]:
    """The earliest day that keeps the term of summons when the writ is served today, and how it is reckoned."""
    try:
        found = term_of_summons(Wish(60, None, frozenset(), amsterdam(at).date(), "netherlands"))
    except LawError:
        return {}
    return {"day": found.value, "steps": [line_of(step) for step in found.steps]}
