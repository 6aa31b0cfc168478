"""What a member says of the organisation's spare key."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zegel.key_custody.actions.escrow import choose_escrow
from zegel.key_custody.errors.escrow import EscrowOff
from zegel.lib.moments import now
from zegel.portal.account.forms import SpareKeyForm
from zegel.portal.shared.proof import with_proof
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal


@access(Access.ACCOUNT)
@with_proof(back="recovery")
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Agree to a spare key, or have it thrown away."""
    form = SpareKeyForm.sent(request)
    if not form.is_valid():
        messages.error(request, form.complaint)
        return redirect("recovery")
    agree = form.cleaned_data["agree"] == "yes"
    try:
        choose_escrow(actor=current_principal(request), agree=agree, at=now())
    except EscrowOff as error:
        raise Http404 from error
    messages.success(request, _("Saved. You get a mail about this."))
    return redirect("recovery")
