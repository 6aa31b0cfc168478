"""Another mail address for an account."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from zegel.identity.actions.contact import ask_address, confirm_address, stop_address
from zegel.identity.queries.contact import address_to_confirm, address_waiting
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.portal.shared.account_frame import page_context
from zegel.portal.shared.forms import form_errors, form_text
from zegel.portal.shared.proof import with_proof
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.ACCOUNT)
@require_http_methods(["GET", "HEAD", "POST"])
@with_proof(harmless=frozenset({"stop", "confirm"}))
def address(request: HttpRequest) -> HttpResponse:
    """Use another mail address: ask a code, type it, or stop the change."""
    user, at = current_user(request), now()
    typed = {name: form_text(request, name, 254) for name in ("email", "code")}
    told: dict[str, Any] = {}
    if request.method == "POST":
        try:
            match request.POST.get("do"):
                case "stop":
                    stop_address(actor=current_principal(request), at=at)
                case "confirm":
                    confirm_address(actor=current_principal(request), digits=typed["code"], at=at)
                case _:
                    ask_address(actor=current_principal(request), email=typed["email"], at=at)
        except Refusal as refusal:
            refusal.field = "email" if refusal.field == "address" else refusal.field
            told = form_errors(refusal, frozenset(typed)) | {"typed": {"email": typed["email"]}}
        else:
            return redirect("address")
    page = page_context("account") | {
        "asked": address_to_confirm(user, at),
        "waiting": address_waiting(user),
        "address": user.email,
    }
    return render(request, "account/address.html", page | told, status=422 if told else 200)
