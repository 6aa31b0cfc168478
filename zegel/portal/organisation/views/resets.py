"""Members who lost their second step: an administrator asks that it is taken off, another agrees."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
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
from zegel.portal.shared.forms import form_errors, form_text
from zegel.portal.shared.organisation_frame import page_context
from zegel.portal.shared.proof import with_proof
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user, identifier
from zegel.web_session.principals import current_principal


@access(Access.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@with_proof(harmless=frozenset({"stop"}))
def resets(request: HttpRequest) -> HttpResponse:
    """Members who lost their second step."""
    user = current_user(request)
    typed = {name: form_text(request, name) for name in ("member", "note")}
    told: dict[str, Any] = {}
    if request.method == "POST":
        try:
            _change(request, typed)
        except Refusal as refusal:
            told = form_errors(refusal, frozenset({"member", "note"})) | {"typed": typed}
        else:
            messages.success(request, _("Saved. The owner of the account gets a mail."))
            return redirect("resets")
    people = [one.user for one in colleagues(user) if one.user.is_active and one.user != user]
    page = page_context(user, "resets") | {
        "waiting": resets_here(user),
        "me": user.pk,
        "people": [{"value": str(one.pk), "label": f"{one.name} ({one.email})"} for one in people],
    }
    return render(request, "organisation/resets.html", page | told, status=422 if told else 200)


def _change(request: HttpRequest, typed: dict[str, str]) -> None:
    at = now()
    match request.POST.get("do"):
        case "agree":
            agree_reset_factors(
                actor=current_principal(request), reset=identifier(form_text(request, "reset")), at=at
            )
        case "stop":
            stop_reset_factors(
                actor=current_principal(request), reset=identifier(form_text(request, "reset")), at=at
            )
        case _:
            ask_reset_factors(
                actor=current_principal(request),
                member=identifier(typed["member"]),
                note=typed["note"],
                at=at,
            )
