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
from zegel.lib.principal import Principal
from zegel.lib.refusals import Refusal
from zegel.portal.organisation.forms.settings import EscrowForm
from zegel.portal.shared.forms import pressed
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
    user = current_user(request)
    here = administered(user)
    found = plan_of(here.pk)
    wait = found.wait_hours if found else 0 if here.is_court else OFFICE_WAIT
    form = EscrowForm.sent(request, initial={"needed": found.needed if found else 2, "wait_hours": wait})
    drop = pressed(request) == "drop"
    if (drop or form.is_valid()) and _set_plan(current_principal(request), form, drop=drop):
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("escrow")
    page = {"form": form, "plan": found, "officers": officers_of(here.pk), "sealed": sealed_members(here.pk)}
    return render(
        request, "organisation/escrow.html", page_context(user, "escrow") | page, status=form.status
    )


def _set_plan(actor: Principal, form: EscrowForm, *, drop: bool) -> bool:
    """Whether the plan was set, or all spare keys thrown away; what refuses it is said in the form."""
    try:
        if drop:
            drop_plan(actor=actor, at=now())
        else:
            set_plan(actor=actor, **form.cleaned_data, at=now())
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


@access(Access.OFFICER)
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """Colleagues who need this officer's share."""
    user = current_user(request)
    page = page_context(user, "escrow-requests") | {"requests": asked_of(user, now())}
    return render(request, "organisation/requests.html", page)
