"""The court's own automation: its keys and state, and a place to make one known. What it may open is sealed by the script."""

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
from zegel.portal.organisation.forms.members import AgentFileForm
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
    form = AgentFileForm.sent(request)
    if not form.is_valid():
        return _page(request, form)
    try:
        agent = told_of.read_agent(form.cleaned_data["file"])
        made = add_agent(actor=current_principal(request), agent=agent, at=now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, form)
    messages.success(
        request,
        _("%(name)s is known. Compare the fingerprint, then give it a mailbox.") % {"name": made.name},
    )
    return redirect("agents")


def _page(request: HttpRequest, form: AgentFileForm) -> HttpResponse:
    user = current_user(request)
    here = administered(user).pk
    page = {
        "agents": told_of.agents(here),
        "places": told_of.places(user, here),
        "origin": request.build_absolute_uri("/").rstrip("/"),
        "domain": user.email.rpartition("@")[2],
        "now": now(),
        "form": form,
    }
    page |= page_context(user, "agents")
    return render(request, "organisation/agents.html", page, status=form.status)
