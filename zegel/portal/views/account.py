"""The pages of one's own account."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zegel.portal.account import around


@login_required
@require_safe
def details(request: HttpRequest) -> HttpResponse:
    """Who I am here."""
    return render(request, "account/details.html", around("account"))
