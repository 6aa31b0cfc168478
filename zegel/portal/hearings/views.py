"""Hearings: those of a day, and the sheet of one."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zegel.boxes.queries import court_of_box, memberships
from zegel.casefile.errors import CaseUnknown
from zegel.lib.moments import amsterdam, now
from zegel.portal.hearings.forms import DayQuery
from zegel.portal.hearings.lists import LISTS, lines
from zegel.portal.hearings.sheet import sheet_facts
from zegel.portal.shared.case_words import STATE_WORDS, words_for
from zegel.portal.shared.forms import as_identifier
from zegel.proceedings.queries import roles_of
from zegel.proceedings.queries.hearings import hearings_on
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """The hearings of a day at one's own desks: for the court, for the press, or for the door."""
    at = now()
    asked = DayQuery.asked(request)
    desks = [each.box for each in memberships(current_user(request), at=at) if _is_desk(each.box)]
    if not desks:
        raise Http404
    on = _day(asked["day"], amsterdam(at).date())
    kind = asked["list"] if asked["list"] in LISTS else "court"
    desk = as_identifier(asked["desk"])
    shown = lines(hearings_on(current_principal(request), on, at=at, desk=desk), kind)
    return render(
        request,
        "hearings/day.html",
        {
            "day": on,
            "before": on - timedelta(days=1),
            "after": on + timedelta(days=1),
            "kind": kind,
            "kind_words": LISTS[kind],
            "kinds": list(LISTS.items()),
            "desks": desks,
            "desk": desk,
            "lines": shown,
            "places": list(dict.fromkeys(line.where for line in shown)),
            "today": amsterdam(at).date(),
            "at": at,
        },
    )


@access(Access.WORK)
@require_safe
def sheet(request: HttpRequest, case: UUID) -> HttpResponse:
    """The sheet of a hearing, for who works on the case for the court."""
    at = now()
    try:
        reader, roles = roles_of(current_principal(request), case, at)
    except CaseUnknown as error:
        raise Http404 from error
    if not reader.court:
        raise Http404
    facts: dict[str, Any] = sheet_facts(reader, roles, at)
    state = words_for(STATE_WORDS, reader.case.state)
    return render(
        request,
        "hearings/sheet.html",
        facts | {"case": reader.case, "state": state, "user": current_user(request)},
    )


def _is_desk(box: Any) -> bool:
    return box.kind == "team" and court_of_box(box) is not None


def _day(typed: str, today: date) -> date:
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return today
    return found if 1990 <= found.year <= 2200 else today
