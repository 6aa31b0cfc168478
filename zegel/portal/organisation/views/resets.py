"""Members who lost their second step: an administrator asks that it is taken off, another agrees."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zegel.authentication.actions.account_recovery import (
    agree_reset_factors,
    ask_reset_factors,
    stop_reset_factors,
)
from zegel.authentication.queries.account_recovery import resets_here
from zegel.identity.queries.organisations import colleagues
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.portal.organisation.forms.members import ResetForm, ResetKeyForm
from zegel.portal.shared.forms import pressed
from zegel.portal.shared.organisation_frame import page_context
from zegel.portal.shared.proof import with_proof
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@with_proof(harmless=frozenset({"stop"}))
def resets(request: HttpRequest) -> HttpResponse:
    """Members who lost their second step."""
    user = current_user(request)
    others = [
        colleague.user
        for colleague in colleagues(user)
        if colleague.user.is_active and colleague.user != user
    ]
    asks = pressed(request) not in {"agree", "stop"}
    form = ResetForm.sent(request, members=others) if asks else ResetForm(members=others)
    if asks and "member" in form.errors:
        raise Http404
    if request.method == "POST" and (form.is_valid() or not asks):
        try:
            _change(request, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved. The owner of the account gets a mail."))
            return redirect("resets")
    page = page_context(user, "resets") | {"waiting": resets_here(user), "me": user.pk, "form": form}
    return render(request, "organisation/resets.html", page, status=form.status)


def _change(request: HttpRequest, form: ResetForm) -> None:
    actor, at = current_principal(request), now()
    if form.is_bound:
        typed = form.cleaned_data
        ask_reset_factors(actor=actor, member=UUID(typed["member"]), note=typed["note"], at=at)
        return
    chosen = ResetKeyForm.sent(request)
    if not chosen.is_valid():
        raise Http404
    act = agree_reset_factors if pressed(request) == "agree" else stop_reset_factors
    act(actor=actor, reset=chosen.cleaned_data["reset"], at=at)
