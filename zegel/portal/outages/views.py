"""The public register of outages, and what probes look at."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zegel.evidence.errors import ReceiptPending
from zegel.evidence.queries import proof_file
from zegel.lib.moments import amsterdam, now
from zegel.outages.queries import open_outages, planned, proof_of_outage, register
from zegel.outages.rules import excused
from zegel.portal.outages.forms import LastDayQuery
from zegel.portal.outages.health import filing_works, log_works_now, notices_work
from zegel.portal.outages.rows import announcements, excuse_of, rows
from zegel.portal.shared.law_words import said
from zegel.web_session.access import Access, access

# A term that ended longer ago is decided; the calendar of the law knows it all the same.
LONGEST_AGO = timedelta(days=3650)


@access(Access.ANYONE)
@require_safe
def outages(request: HttpRequest) -> HttpResponse:
    """What is out, what is planned, what was out; and what that means for a last day."""
    at, question = now(), LastDayQuery.asked(request)
    page = _register(at) | {"asked": question["last"], "filed": question["filed"], "own": question["own"]}
    if question["last"]:
        page |= _excuse(question["last"], page["today"])
    if question["filed"] and "excuse" in page:
        page |= _filed(question, page)
    return render(request, "outages/outages.html", page)


def _register(at: datetime) -> dict[str, Any]:
    return {
        "now": at,
        "watched": bool(settings.ENVIRONMENT.probes),
        "broken": rows(open_outages()),
        "planned": announcements(planned(at=at)),
        "rows": rows(register()),
        "today": amsterdam(at).date(),
    }


def _excuse(asked: str, today: date) -> dict[str, Any]:
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return {"error": _("Fill in a date, for example 20 November 2026.")}
    if not today - LONGEST_AGO <= day <= today:
        return {"error": _("Fill in a day that has come, at most ten years ago.")}
    found = excuse_of(day)
    return {"day": day, "excuse": found, "found": bool(found.outages)}


def _filed(question: dict[str, Any], page: dict[str, Any]) -> dict[str, Any]:
    """Whether what was filed on a day is excused."""
    try:
        day = date.fromisoformat(question["filed"])
    except ValueError:
        day = date.min
    if not page["day"] <= day <= page["today"]:
        return {"filed_error": _("Fill in the day on which you filed, not before the last day of your term.")}
    found = excused(page["excuse"], page["day"], filed=day, attributable=question["own"])
    return {"judged": said(found) if found is not None else None}


@access(Access.ANYONE)
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Whether filing, the log and notifying work, for probes and load balancers; says nothing on why not. 503 when nothing can
    be filed or written down: mail that waits is no reason to send visitors away."""
    del request
    try:
        at = now()
        states = {"filing": filing_works(at), "log": log_works_now(at), "notices": notices_work(at)}
    except DatabaseError:
        states = dict.fromkeys(("filing", "log", "notices"), False)
    return JsonResponse(states, status=200 if states["filing"] and states["log"] else 503)


@access(Access.ANYONE)
@require_safe
def proof(request: HttpRequest, key: UUID) -> HttpResponse:
    """What the log proves of one outage, for `zegel verify` and the page that does the same."""
    try:
        found = proof_of_outage(key)
    except ReceiptPending:
        page = render(request, "pages/receipt_pending.html", {"back": reverse("outages")}, status=202)
        page["Retry-After"] = "10"
        return page
    if found is None:
        raise Http404
    answer = JsonResponse(proof_file(found), json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="outage-{key}.json"'
    return answer
