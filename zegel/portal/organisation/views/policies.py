"""How guests are recognised and what SMS messages may cost. Plain forms, no script."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zegel.authentication.actions.policies import set_policy
from zegel.authentication.errors.policies import PolicyRefused
from zegel.authentication.errors.sso import LinkYourselfFirst
from zegel.authentication.queries.logins import has_directory
from zegel.authentication.queries.policies import policy_of, sms_month
from zegel.authentication.rules.policies import Policy, in_order
from zegel.identity.queries.people import User
from zegel.lib.moments import now
from zegel.portal.shared.forms import form_errors, form_text
from zegel.portal.shared.organisation_frame import page_context
from zegel.portal.shared.proof import with_proof
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.ADMINISTRATOR)
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def policy(request: HttpRequest) -> HttpResponse:
    """How guests are recognised, and how long a new number waits."""
    user = current_user(request)
    found = policy_of(user.organisation_id)
    if request.method != "POST":
        return render(request, "organisation/policy.html", page_context(user, "policy") | _ways(user, found))
    wanted = replace(
        found,
        ways=in_order(request.POST.getlist("ways")[:9]),
        secret_ways=in_order(request.POST.getlist("secret_ways")[:9]),
        number_wait_hours=_number(form_text(request, "number_wait_hours", 9)),
    )
    if has_directory(user):
        only = "only" in request.POST.getlist("sso_only")
        wanted = replace(
            wanted, sso_only=only, sso_from=_day(form_text(request, "sso_from", 10)) if only else None
        )
    return _save_policy(request, wanted, "policy", _ways(user, wanted))


@access(Access.ADMINISTRATOR)
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def sms(request: HttpRequest) -> HttpResponse:
    """What SMS messages cost this month, and what they may cost."""
    user, at = current_user(request), now()
    found, month = policy_of(user.organisation_id), sms_month(user.organisation_id, at)
    if request.method != "POST":
        return render(
            request, "organisation/sms.html", page_context(user, "sms") | {"policy": found, "month": month}
        )
    budget = form_text(request, "sms_budget", 9).strip()
    wanted = replace(
        found,
        sms_budget=_number(budget) if budget else None,
        sms_per_account=_number(form_text(request, "sms_per_account", 9)),
    )
    return _save_policy(request, wanted, "sms", {"policy": wanted, "month": month})


def _save_policy(request: HttpRequest, wanted: Policy, name: str, page: dict[str, Any]) -> HttpResponse:
    user = current_user(request)
    try:
        set_policy(actor=current_principal(request), policy=wanted, at=now())
    except (PolicyRefused, LinkYourselfFirst) as refusal:
        fields = frozenset(
            {"ways", "secret_ways", "sms_budget", "sms_per_account", "number_wait_hours", "sso_from"}
        )
        told = page_context(user, name) | page | form_errors(refusal, fields)
        return render(request, f"organisation/{name}.html", told, status=422)
    messages.success(request, _("Saved. It holds from now on."))
    return redirect(name)


def _ways(user: User, found: Policy) -> dict[str, Any]:
    words = {
        "sms": (_("Code by SMS"), _("Six digits to a phone number you know.")),
        "code": (_("Access code"), _("A code that sender and reader agree on by phone.")),
        "organisation": (
            _("Code of the organisation"),
            _("One code that many people have, for example from a letter."),
        ),
    }

    def options(chosen: tuple[str, ...]) -> list[dict[str, Any]]:
        return [
            {"value": way, "label": label, "hint": hint, "checked": way in chosen}
            for way, (label, hint) in words.items()
        ]

    page = {"policy": found, "ways": options(found.ways), "secret_ways": options(found.secret_ways)}
    page["sso_from"] = "" if found.sso_from in (None, date.min) else found.sso_from
    if has_directory(user):
        hint = _(
            "Who has linked that login cannot log in with a password any more, and cannot unlink it. Their password or "
            "passkey still opens their messages. Who has not linked it yet is told so in their mailbox."
        )
        only = {"value": "only", "label": _("Only by the login of our own organisation"), "hint": hint}
        page["sso"] = [only | {"checked": found.sso_only}]
    return page


def _number(text: str) -> int:
    """A whole number; -1, which every rule refuses, when it is none."""
    return int(text) if text.strip().isascii() and text.strip().isdigit() else -1


def _day(text: str) -> date | None:
    """A day; the first of all days, which every rule refuses, when it is none."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        return date.min
