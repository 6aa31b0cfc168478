"""The pages of one's own account."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from zegel.accounts.queries.factors import may_use
from zegel.lib.moments import now
from zegel.portal.account import around


@login_required
@require_safe
def details(request: HttpRequest) -> HttpResponse:
    """Who I am here."""
    return render(request, "account/details.html", around("account"))


@login_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The numbers of one's own keys, and comparing those of a correspondent; everything of it happens in the script."""
    if not may_use(request.login, now()):  # type: ignore[attr-defined]  # AccountSessions
        return redirect("/account/security?needed=1")
    return render(
        request, "account/compare.html", around("compare") | {"about": request.GET.get("about", "")[:36]}
    )
