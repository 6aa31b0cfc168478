"""The pages of one's own account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zegel.boxes.actions import LANGUAGES, choose_language
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.portal.shared.account_frame import page_context
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal


@access(Access.ACCOUNT)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """Who I am here; or, asked with POST, get mails in another language."""
    if request.method == "POST":
        try:
            choose_language(
                actor=current_principal(request), language=request.POST.get("language", ""), at=now()
            )
        except Refusal as refusal:
            messages.error(request, _(refusal.message))
        else:
            messages.success(request, _("Saved."))
        return redirect("account")
    languages = [{"value": code, "label": get_language_info(code)["name_local"]} for code in LANGUAGES]
    return render(request, "account/details.html", page_context("account") | {"languages": languages})


@access(Access.WORK)
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The numbers of one's own keys, and comparing those of a correspondent; everything of it happens in the script."""
    return render(
        request,
        "account/compare.html",
        page_context("compare") | {"about": request.GET.get("about", "")[:36]},
    )
