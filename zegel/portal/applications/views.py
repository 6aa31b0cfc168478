"""Apply for a hearing (*aanvraag kort geding*, art. 2.1 and 2.2). What is written is sealed; the server knows where it goes."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from zegel.boxes.queries import court_of_box, marks_of, memberships
from zegel.filing.errors import FilingUnknown
from zegel.filing.queries import Desk, Filing, acting_desks, documents_of, readable_filing
from zegel.filing.rules import anybody_applies, place_of, shown_number
from zegel.law.courts import court
from zegel.lib.moments import amsterdam, now
from zegel.mail.errors import DraftUnknown
from zegel.mail.queries.folders import draft as draft_of
from zegel.portal.applications.place import at_desk, choices, for_form, office, oral, read
from zegel.portal.shared.filing_words import KIND_WORDS
from zegel.portal.shared.forms import address_words
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.ANYONE)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """At which court, and in what kind of case: from there on the form, or for who is not logged in every way to file."""
    words = address_words(request)
    asked = read(words, amsterdam(now()).date())
    if asked.place is None or "change" in words:
        return render(request, "applications/start.html", {"asked": asked, **choices(asked)})
    if asked.desk and anybody_applies(asked.desk.matter) and not request.user.is_authenticated:
        return redirect(f"{reverse('apply-without-account')}?{urlencode(asked.values)}")
    if asked.desk is None or not request.user.is_authenticated:
        return redirect(
            f"{reverse('file')}?{urlencode({**asked.values, 'kind': 'application', 'number': ''})}"
        )
    return redirect(f"{reverse('apply-form')}?{urlencode(asked.values)}")


@access(Access.ANYONE)
@require_safe
def urgent(request: HttpRequest) -> HttpResponse:
    """Whom to call when it cannot wait until the office opens (*piket*, annex I), and what follows an oral application."""
    at, words = now(), address_words(request)
    on = amsterdam(at).date()
    asked = read(words, on)
    if asked.place is None or "change" in words:
        page = {"asked": asked, "urgent": True, **choices(asked)}
        return render(request, "applications/start.html", page)
    form = f"{reverse('apply')}?{urlencode(asked.values)}"
    page = oral(asked.place, on) | {"form": form, "office": office(at)}
    return render(request, "applications/urgent.html", page)


@access(Access.WORK)
@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """The empty form for a place; an incomplete question goes back to the page that asks it."""
    at = now()
    asked = read(address_words(request), amsterdam(at).date())
    if asked.desk is None:
        return redirect(f"{reverse('apply')}?{urlencode(asked.values)}")
    return _form(request, at, {"place": json.dumps(for_form(asked, at))})


@access(Access.WORK)
@require_safe
def take_down(request: HttpRequest) -> HttpResponse:
    """The form for what somebody asks of the court orally (2.1), for the clerk on duty: first for which team, where there are more."""
    at = now()
    desks = acting_desks(current_user(request), at=at)
    if not desks:
        raise Http404
    chosen = address_words(request).get("desk", "")
    found = [desk for desk in desks if str(desk.pk) == chosen] or desks
    if len(found) > 1:
        return render(request, "applications/teams.html", {"desks": found})
    asked = at_desk(found[0], amsterdam(at).date())
    place = for_form(asked, at) | {"oral": True}
    return _taking_down(request, found[0], at, {"place": json.dumps(place)})


@access(Access.WORK)
@require_safe
def draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """A draft, which the script opens; one that is gone was filed or thrown away."""
    at = now()
    try:
        found = draft_of(current_user(request), key, at=at)
    except DraftUnknown:
        return render(request, "compose/gone.html", status=404)
    facts = {"draft": found.pk, "box": found.box_id}
    desks = acting_desks(current_user(request), at=at)
    desk = next((each for each in desks if each.box_id == found.box_id), None)
    return _taking_down(request, desk, at, facts) if desk else _form(request, at, facts)


def _taking_down(request: HttpRequest, desk: Desk, at: datetime, facts: dict[str, Any]) -> HttpResponse:
    """The same form, filled in at a desk for itself, with what the law says of it."""
    on = amsterdam(at).date()
    place = place_of(desk.court, desk.location, desk.matter, on)
    return render(
        request, "applications/form.html", facts | {"senders": [(desk.box, "")], "oral": oral(place, on)}
    )


def _form(request: HttpRequest, at: datetime, facts: dict[str, Any]) -> HttpResponse:
    """The form, for who may write in some mailbox that is no court's."""
    mine = [each.box for each in memberships(current_user(request), at=at) if each.may_prepare]
    senders = [box for box in mine if court_of_box(box) is None]
    if not senders:
        return render(request, "composer/none.html", status=403)
    marks = marks_of([box.pk for box in senders], at=at)
    numbers = {key: mark.number for key, mark in marks.items() if mark.kind == "bar"}
    senders_with = [(box, numbers.get(box.pk, "")) for box in senders]
    return render(request, "applications/form.html", facts | {"senders": senders_with})


@access(Access.WORK)
@require_safe
def received(request: HttpRequest, key: UUID) -> HttpResponse:
    """The receipt of what was filed by this site: the moment that counts, first."""
    try:
        filing = readable_filing(current_principal(request).account, key, at=now())
    except FilingUnknown as error:
        raise Http404 from error
    return render(request, "applications/received.html", _receipt(filing))


def _receipt(filing: Filing) -> dict[str, Any]:
    """What the receipt says of a filing the reader may see."""
    return {
        "filing": filing,
        "proof": f"/api/filings/{filing.pk}/receipt",
        "number": shown_number(filing.number),
        "court": court(filing.desk.court).name,
        "kind": KIND_WORDS[filing.kind],
        "files": [document.object.sha256 for document in documents_of(filing)],
    }
