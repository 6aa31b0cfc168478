"""The court's own automation: its keys and state, and a place to make one known. What it may open is sealed by the script."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zegel.identity.queries.organisations import administered
from zegel.key_custody.actions.agents import add_agent
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.portal.organisation import agents as told_of
from zegel.portal.shared.forms import form_errors
from zegel.portal.shared.organisation_frame import page_context
from zegel.portal.shared.proof import with_proof
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.COURT_ADMINISTRATOR)
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def agents(request: HttpRequest) -> HttpResponse:
    """The agents of a court and what they check; asked with POST, make one known."""
    if request.method != "POST":
        return _page(request)
    file = request.FILES.get("file")
    data = file.read(told_of.LARGEST_FILE + 1) if file else b""
    try:
        made = add_agent(actor=current_principal(request), agent=told_of.read_agent(data), at=now())
    except Refusal as refusal:
        return _page(request, form_errors(refusal, frozenset({"file"})), status=422)
    messages.success(
        request,
        _("%(name)s is known. Compare the fingerprint, then give it a mailbox.") % {"name": made.name},
    )
    return redirect("agents")


def _page(request: HttpRequest, more: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    user = current_user(request)
    here = administered(user).pk
    page = {
        "agents": told_of.agents(here),
        "places": told_of.places(user, here),
        "origin": request.build_absolute_uri("/").rstrip("/"),
        "domain": user.email.rpartition("@")[2],
        "now": now(),
    }
    page |= page_context(user, "agents") | (more or {})
    return render(request, "organisation/agents.html", page, status=status)
