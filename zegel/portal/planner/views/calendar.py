"""The calendar one subscribes to: its page, and the secret address itself."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from zegel.casefile.queries import judgments_for, my_parts, upcoming_cases
from zegel.identity.queries.people import person
from zegel.lib.moments import now
from zegel.lib.principal import Kind, Principal
from zegel.planning.actions import end_feed, make_feed, read_feed
from zegel.planning.errors import FeedBusy, FeedUnknown
from zegel.planning.queries import feed_since, hearings_of
from zegel.portal.planner.feed import Dates, calendar_text
from zegel.portal.shared.forms import pressed
from zegel.proceedings.queries import is_judge, judgments_set, my_tasks
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

KEPT: Final = timedelta(days=60)
"""How long what is past stays in a calendar."""


@access(Access.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Whether one has a calendar address; a new one is shown this once."""
    actor, do = current_principal(request), pressed(request)
    if do == "end":
        end_feed(actor=actor, at=now())
        return redirect("calendar")
    secret = make_feed(actor=actor, at=now()) if do == "make" else ""
    address = f"{settings.ENVIRONMENT.origin}/calendar/{secret}.ics" if secret else ""
    return render(request, "planner/calendar.html", {"since": feed_since(actor.account), "address": address})


@access(Access.ANYONE)
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The dates of who has this secret address, for a calendar program."""
    del request
    at = now()
    try:
        account = read_feed(secret=secret, at=at)
    except FeedUnknown as error:
        raise Http404 from error
    except FeedBusy:
        return HttpResponse(status=429, headers={"Retry-After": "3600"})
    if person(account) is None:
        raise Http404
    with translation.override("nl"):
        text = calendar_text(_dates(account, at), origin=settings.ENVIRONMENT.origin, at=at)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _dates(account: UUID, at: datetime) -> Dates:
    """What somebody may know today: access that ended is gone from the calendar as well."""
    actor = Principal(Kind.PERSON, account)
    judge = is_judge(account)
    cases = upcoming_cases(actor, at=at).cases
    parts = my_parts(actor, cases, at=at)
    tasks = my_tasks({key: part.roles for key, part in parts.items()})
    judgments = judgments_for(actor, since=at - KEPT, at=at)
    return Dates(
        hearings=hearings_of(actor, since=at - KEPT, at=at, only_before_them=judge),
        judgments=judgments,
        set_before=judgments_set([case.pk for case in judgments]),
        tasks=[task for each in tasks.values() for task in each if task.due_at and task.due_at >= at - KEPT],
    )
