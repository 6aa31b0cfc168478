"""Paper at the counter: what came by post, at the counter or in the letterbox is entered, so that it can be scanned and placed."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from zegel.filing.actions import file
from zegel.filing.queries import Desk, PaperTask, acting_desks, paper_expected
from zegel.filing.rules import Facts, Handed
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.portal.intake.forms import PaperForm
from zegel.portal.intake.rows import expected_rows
from zegel.portal.shared.forms import pressed
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest) -> HttpResponse:
    """Enter paper as a filing, or find the filing by secure mail that it follows (art. 3.3)."""
    at, user = now(), current_user(request)
    places = acting_desks(user, at=at)
    if not places:
        raise Http404
    form = PaperForm.sent(request, desks=places, at=at)
    expected: list[PaperTask] = []
    if form.is_valid():
        told = form.cleaned_data
        new = pressed(request) == "new"
        expected = [] if new else paper_expected(user, told["number"], told["sender"], at=at)
        try:
            if not expected:
                return redirect("intake-filing", _entered(request, form, places, at))
        except Refusal as refusal:
            form.refuse(refusal, reached_at="day")
    page = {"form": form, "expected": expected_rows(expected)}
    return render(request, "intake/paper.html", page, status=form.status)


def _entered(request: HttpRequest, form: PaperForm, places: list[Desk], at: datetime) -> Any:
    told = form.cleaned_data
    desk = next(desk for desk in places if str(desk.pk) == told["desk"])
    facts = Facts(
        court=desk.court,
        location=desk.location,
        matter=desk.matter,
        kind=told["kind"],
        number=told["number"],
        secret=False,
        copies="not-due",
    )
    handed = Handed(
        id=told["key"],
        channel="counter",
        mailbox=None,
        filed_for=told["sender"],
        pieces=told["pieces"],
        reached_at=form.reached_at,
        way=told["way"],
    )
    return file(actor=current_principal(request), handed=handed, facts=facts, at=at).filing
