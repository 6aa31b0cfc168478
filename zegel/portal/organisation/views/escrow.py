"""The organisation's spare keys: the administrator's plan, the officers' requests, and what a member says of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zegel.identity.queries.organisations import administered, officers_of
from zegel.key_custody.actions.escrow import drop_plan, set_plan
from zegel.key_custody.queries.escrow import asked_of, plan_of, sealed_members
from zegel.key_custody.rules.escrow import OFFICE_WAIT
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.portal.shared.forms import form_errors, form_text
from zegel.portal.shared.organisation_frame import page_context
from zegel.portal.shared.proof import with_proof
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@with_proof()
def plan(request: HttpRequest) -> HttpResponse:
    """How many officers open a mailbox together, and after how long."""
    at = now()
    user = current_user(request)
    here = administered(user)
    found = plan_of(here.pk)
    typed = {
        "needed": str(found.needed if found else 2),
        "wait_hours": str(found.wait_hours if found else 0 if here.is_court else OFFICE_WAIT),
    }
    page = page_context(user, "escrow") | {
        "plan": found,
        "officers": officers_of(here.pk),
        "sealed": sealed_members(here.pk),
    }
    if request.method != "POST":
        return render(request, "organisation/escrow.html", page | {"typed": typed})
    typed = {name: form_text(request, name, 9) for name in typed}
    try:
        if request.POST.get("do") == "drop":
            drop_plan(actor=current_principal(request), at=at)
        else:
            numbers = {
                name: int(text) if text.isascii() and text.isdigit() else -1 for name, text in typed.items()
            }
            set_plan(
                actor=current_principal(request),
                needed=numbers["needed"],
                wait_hours=numbers["wait_hours"],
                at=at,
            )
    except Refusal as refusal:
        told = form_errors(refusal, frozenset(typed)) | {"typed": typed}
        return render(request, "organisation/escrow.html", page | told, status=422)
    messages.success(request, _("Saved. It holds from now on."))
    return redirect("escrow")


@access(Access.OFFICER)
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """Colleagues who need this officer's share."""
    user = current_user(request)
    page = page_context(user, "escrow-requests") | {"requests": asked_of(user, now())}
    return render(request, "organisation/requests.html", page)
