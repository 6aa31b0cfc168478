"""Lost phones and other mail addresses: what administrators ask, what owners stop, and the link in the mail."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zegel.accounts.actions.contact import ask_address, confirm_address, stop_address
from zegel.accounts.actions.resets import agree_reset_factors, ask_reset_factors, stop_reset_factors
from zegel.accounts.queries.contact import address_to_confirm, address_waiting
from zegel.accounts.queries.organisations import colleagues
from zegel.accounts.queries.people import User
from zegel.accounts.queries.resets import reset_about, resets_here
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.portal import account
from zegel.portal.organisation import around, complaint, word
from zegel.portal.proof import with_proof
from zegel.portal.views.organisation import for_administrators
from zegel.web_session.asker import asker, identifier


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
@with_proof(harmless=frozenset({"stop"}))
def resets(request: HttpRequest) -> HttpResponse:
    """Members who lost their second step."""
    user = asker(request)
    typed = {name: word(request, name) for name in ("member", "note")}
    told: dict[str, Any] = {}
    if request.method == "POST":
        try:
            _change(request, user, typed)
        except Refusal as refusal:
            told = complaint(refusal, frozenset({"member", "note"})) | {"typed": typed}
        else:
            messages.success(request, _("Saved. The owner of the account gets a mail."))
            return redirect("resets")
    people = [one.user for one in colleagues(user) if one.user.is_active and one.user != user]
    page = around(user, "resets") | {
        "waiting": resets_here(user),
        "me": user.pk,
        "people": [{"value": str(one.pk), "label": f"{one.name} ({one.email})"} for one in people],
    }
    return render(request, "organisation/resets.html", page | told, status=422 if told else 200)


def _change(request: HttpRequest, user: User, typed: dict[str, str]) -> None:
    match request.POST.get("do"):
        case "agree":
            agree_reset_factors(actor=user, reset=identifier(word(request, "reset")), at=now())
        case "stop":
            stop_reset_factors(actor=user, reset=identifier(word(request, "reset")), at=now())
        case _:
            ask_reset_factors(actor=user, member=identifier(typed["member"]), note=typed["note"], at=now())


@login_required
@require_POST
def stop_own_reset(request: HttpRequest) -> HttpResponse:
    """I have not lost my phone."""
    user = asker(request)
    found = reset_about(user)
    if found is not None:
        stop_reset_factors(actor=user, reset=found.pk, at=now())
        messages.success(request, _("Stopped. Your second steps stay as they are."))
    return redirect("security")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@with_proof(harmless=frozenset({"stop", "confirm"}))
def address(request: HttpRequest) -> HttpResponse:
    """Use another mail address: ask a code, type it, or stop the change."""
    user, at = asker(request), now()
    typed = {name: word(request, name, 254) for name in ("email", "code")}
    told: dict[str, Any] = {}
    if request.method == "POST":
        try:
            match request.POST.get("do"):
                case "stop":
                    stop_address(actor=user, at=at)
                case "confirm":
                    confirm_address(actor=user, digits=typed["code"], at=at)
                case _:
                    ask_address(actor=user, email=typed["email"], at=at)
        except Refusal as refusal:
            refusal.field = "email" if refusal.field == "address" else refusal.field
            told = complaint(refusal, frozenset(typed)) | {"typed": {"email": typed["email"]}}
        else:
            return redirect("address")
    page = account.around("account") | {
        "asked": address_to_confirm(user, at),
        "waiting": address_waiting(user),
        "address": user.email,
    }
    return render(request, "account/address.html", page | told, status=422 if told else 200)


@require_safe
@ensure_csrf_cookie
def stop(request: HttpRequest) -> HttpResponse:
    """Stop what a mail told of; the script reads the token."""
    return render(request, "account/stop.html")
