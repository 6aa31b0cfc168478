"""My cases: of a party or its representative, and of a court's team."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from zegel.boxes.errors import BoxUnknown
from zegel.boxes.queries import Member, court_of_box, memberships
from zegel.casefile.errors import PageUnknown
from zegel.casefile.queries import CasePage, my_parts, upcoming_cases
from zegel.casefile.rules.paging import read_place
from zegel.lib.moments import now
from zegel.portal.cases.forms import CasesQuery
from zegel.portal.cases.rows import ALL, FILTERS, RUNNING, rows
from zegel.proceedings.queries import judge_desks, my_tasks
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """A screen of cases: of a desk of one's court, or those in which one reads for a party."""
    at = now()
    desks = [each.box for each in memberships(current_user(request), at=at) if _is_desk(each)]
    desk = _desk(CasesQuery.asked(request)["desk"], desks[0].pk if desks else None)
    try:
        facts = _listed(request, desk, at)
    except BoxUnknown as error:
        raise Http404 from error
    except PageUnknown:
        return redirect(request.path)
    return render(request, "cases/list.html", facts | {"desk": desk, "desks": desks})


def _listed(request: HttpRequest, desk: UUID | None, at: datetime) -> dict[str, Any]:
    """The cases that were asked for, and the addresses before and after them."""
    actor = current_principal(request)
    asked = CasesQuery.asked(request)
    states = _states(asked, at_desk=desk is not None)
    page = upcoming_cases(
        actor, at=at, desk=desk, typed=asked["q"], states=states, after=read_place(asked["after"])
    )
    parts = my_parts(actor, page.cases, at=at)
    tasks = my_tasks({key: part.roles for key, part in parts.items()})
    kept = {key: asked[key] for key in ("q", "state") if asked[key]} | ({"desk": str(desk)} if desk else {})
    return {
        "rows": rows(page.cases, parts, tasks, at),
        "asked": asked,
        "judges": desk is not None and desk in judge_desks(actor, at=at),
        "filters": [(key, word) for key, (word, _states) in FILTERS.items()],
        "onward": _address(kept, page),
        "back": f"?{urlencode(kept)}" if asked["after"] else "",
        "narrowed": bool(asked["q"] or asked["state"]),
    }


def _states(asked: dict[str, str], *, at_desk: bool) -> tuple[str, ...]:
    """The states that are listed, none for all of them. A team's list leaves out what has ended, until somebody looks for it."""
    if asked["state"] in FILTERS:
        return FILTERS[asked["state"]][1]
    return RUNNING if at_desk and not asked["q"] and asked["state"] != ALL else ()


def _is_desk(member: Member) -> bool:
    """A court's team: a case at it is a case of everybody in it."""
    return member.box.kind == "team" and court_of_box(member.box) is not None


def _desk(typed: str, first: UUID | None) -> UUID | None:
    if not typed:
        return first
    try:
        return UUID(typed)
    except ValueError:
        raise Http404 from None


def _address(kept: dict[str, str], page: CasePage) -> str:
    return f"?{urlencode(kept | {'after': str(page.onward)})}" if page.onward else ""
