"""Lost phones and other mail addresses: what administrators ask, what owners stop, and the link in the mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from zegel.authentication.actions.account_recovery import stop_reset_factors
from zegel.authentication.queries.account_recovery import reset_about
from zegel.lib.moments import now
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.ACCOUNT)
@require_POST
def stop_own_reset(request: HttpRequest) -> HttpResponse:
    """I have not lost my phone."""
    user = current_user(request)
    found = reset_about(user)
    if found is not None:
        stop_reset_factors(actor=current_principal(request), reset=found.pk, at=now())
        messages.success(request, _("Stopped. Your second steps stay as they are."))
    return redirect("security")


@access(Access.ANYONE)
@require_safe
@ensure_csrf_cookie
def stop(request: HttpRequest) -> HttpResponse:
    """Stop what a mail told of; the script reads the token."""
    return render(request, "account/stop.html")
