"""Running an organisation: members, teams, look, policy and SMS budget. Plain forms, no script."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zegel.accounts.actions.invitations import invite, invite_again, withdraw_invitation
from zegel.accounts.actions.organisations import Look, set_look
from zegel.accounts.actions.policies import set_policy
from zegel.accounts.actions.roles import deactivate, reactivate, set_roles
from zegel.accounts.errors.organisations import NotAdministrator, PolicyRefused
from zegel.accounts.errors.sso import LinkYourselfFirst
from zegel.accounts.queries.logins import has_directory
from zegel.accounts.queries.organisations import (
    Policy,
    administered,
    colleagues,
    invited,
    policy_of,
    sms_month,
)
from zegel.accounts.queries.people import User
from zegel.accounts.rules.organisations import DARK, LARGEST_LOGO, LIGHT, contrast, dark_accent
from zegel.accounts.rules.policies import in_order
from zegel.boxes.queries import memberships, organisation_boxes
from zegel.contacts.actions.codes import retire_code
from zegel.contacts.queries.codes import codes_of
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.portal.organisation import around, complaint, word
from zegel.portal.proof import with_proof
from zegel.web_session.asker import asker, identifier

View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    """Let only administrators in; for others the page does not exist."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            administered(asker(request))
        except NotAdministrator as error:
            raise Http404 from error
        return view(request, *args, **kwargs)

    return guarded


@login_required
@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    """The page somebody most likely wants; who keeps the register may work for none."""
    return redirect("contacts" if asker(request).organisation else "professional-register")


@for_administrators
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest) -> HttpResponse:
    """Who works here; or, asked with POST, invite somebody."""
    user = asker(request)
    page = _members(user)
    if request.method != "POST":
        return render(request, "organisation/members.html", page)
    typed = {name: word(request, name, 254) for name in ("email", "name")}
    try:
        sent = invite(
            **typed, reason="organisation", language="nl", organisation=user.organisation, by=f"user:{user.pk}",
            at=now(),
        )  # fmt: skip
    except Refusal as refusal:
        told = complaint(replace_field(refusal, {"address": "email"}), frozenset({"email", "name"}))
        return render(request, "organisation/members.html", page | told | {"typed": typed}, status=422)
    if sent is None:
        messages.info(
            request,
            _(
                "This address has an account already. You can let this person into a mailbox, on its page Members."
            ),
        )
    else:
        messages.success(request, _("%(address)s gets a mail to make an account.") % {"address": sent.email})
    return redirect("members")


@for_administrators
@with_proof(back="members")
@require_POST
def member(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change what a member may do, or whether they come in at all."""
    user, at = asker(request), now()
    try:
        match request.POST.get("do"):
            case "deactivate":
                deactivate(actor=user, member=key, at=at)
            case "reactivate":
                reactivate(actor=user, member=key, at=at)
            case _:
                kinds = frozenset(request.POST.getlist("role")[:5])
                set_roles(actor=user, member=key, kinds=kinds, at=at)
    except Refusal as refusal:
        told = complaint(refusal, frozenset())
        return render(request, "organisation/members.html", _members(user) | told, status=422)
    messages.success(request, _("Saved."))
    return redirect("members")


@for_administrators
@with_proof(back="members")
@require_POST
def invitation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send an invitation once more, or make it worth nothing."""
    user, at = asker(request), now()
    try:
        if request.POST.get("do") == "withdraw":
            gone = withdraw_invitation(actor=user, invitation=key, at=at)
            said = _("The invitation of %(address)s does not work any more.") % {"address": gone.email}
        else:
            sent = invite_again(actor=user, invitation=key, at=at)
            said = _("%(address)s gets a mail to make an account.") % {"address": sent.email}
    except Refusal as refusal:
        told = complaint(refusal, frozenset())
        return render(request, "organisation/members.html", _members(user) | told, status=422)
    messages.success(request, said)
    return redirect("members")


def _members(user: User) -> dict[str, Any]:
    return {"colleagues": colleagues(user), "invited": invited(user), "now": now()} | around(user, "members")


@for_administrators
@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """The mailboxes of the organisation, and how many people open each."""
    user = asker(request)
    mine = {one.box_id for one in memberships(user)}
    page = {"boxes": organisation_boxes(administered(user).pk), "mine": mine}
    page |= around(user, "organisation-teams")
    return render(request, "organisation/teams.html", page)


@for_administrators
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """How the organisation shows itself to guests."""
    user = asker(request)
    names = ("name", "phone", "accent", "intro_nl", "intro_en")
    here = administered(user)
    if request.method != "POST":
        typed = {name: getattr(here, name) for name in names}
        return render(request, "organisation/look.html", around(user, "look") | _shown(typed))
    typed = {name: word(request, name, 1000) for name in names}
    try:
        set_look(actor=user, look=Look(**typed, logo=_logo(request)), at=now())
    except Refusal as refusal:
        told = complaint(refusal, frozenset({*names, "logo"}))
        return render(
            request, "organisation/look.html", around(user, "look") | _shown(typed) | told, status=422
        )
    messages.success(request, _("Saved. Guests see it within an hour."))
    return redirect("look")


def _logo(request: HttpRequest) -> bytes | None:
    """The picture that came along; empty to take the logo away; None to leave it."""
    if "no_logo" in request.POST:
        return b""
    # One byte more than allowed is enough to refuse it.
    return file.read(LARGEST_LOGO + 1) if (file := request.FILES.get("logo")) else None


def _shown(typed: dict[str, str]) -> dict[str, Any]:
    accent = typed["accent"].strip().lower()
    try:
        ratios = (
            {"light": contrast(accent, LIGHT), "dark": contrast(dark_accent(accent), DARK)} if accent else {}
        )
    except ValueError:
        ratios = {}
    return {"typed": typed, "ratios": ratios}


@for_administrators
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def policy(request: HttpRequest) -> HttpResponse:
    """How guests are recognised, and how long a new number waits."""
    user = asker(request)
    found = policy_of(user.organisation_id)
    if request.method != "POST":
        return render(request, "organisation/policy.html", around(user, "policy") | _ways(user, found))
    wanted = replace(
        found,
        ways=in_order(request.POST.getlist("ways")[:9]),
        secret_ways=in_order(request.POST.getlist("secret_ways")[:9]),
        number_wait_hours=_number(word(request, "number_wait_hours", 9)),
    )
    if has_directory(user):
        only = "only" in request.POST.getlist("sso_only")
        wanted = replace(
            wanted, sso_only=only, sso_from=_day(word(request, "sso_from", 10)) if only else None
        )
    return _save_policy(request, wanted, "policy", _ways(user, wanted))


@for_administrators
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def sms(request: HttpRequest) -> HttpResponse:
    """What SMS messages cost this month, and what they may cost."""
    user, at = asker(request), now()
    found, month = policy_of(user.organisation_id), sms_month(user.organisation_id, at)
    if request.method != "POST":
        return render(
            request, "organisation/sms.html", around(user, "sms") | {"policy": found, "month": month}
        )
    budget = word(request, "sms_budget", 9).strip()
    wanted = replace(
        found,
        sms_budget=_number(budget) if budget else None,
        sms_per_account=_number(word(request, "sms_per_account", 9)),
    )
    return _save_policy(request, wanted, "sms", {"policy": wanted, "month": month})


@for_administrators
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """Access codes the organisation shares with many people; a new one is sealed by the script."""
    user = asker(request)
    told: dict[str, Any] = {}
    if request.method == "POST":
        try:
            retire_code(actor=user, code=identifier(request.POST.get("code", "")), at=now())
        except Refusal as refusal:
            told = complaint(refusal, frozenset())
        else:
            messages.success(request, _("This code is used for nobody new."))
            return redirect("organisation-codes")
    boxes = organisation_boxes(administered(user).pk)
    teams_here = [one for one in boxes if one.kind == "team"] or boxes
    page = {"codes": codes_of(user), "recipients": [one.recipient for one in teams_here[:100]]}
    page |= around(user, "organisation-codes") | told
    return render(request, "organisation/codes.html", page, status=422 if told else 200)


def _save_policy(request: HttpRequest, wanted: Policy, name: str, page: dict[str, Any]) -> HttpResponse:
    user = asker(request)
    try:
        set_policy(actor=user, policy=wanted, at=now())
    except (PolicyRefused, LinkYourselfFirst) as refusal:
        fields = frozenset(
            {"ways", "secret_ways", "sms_budget", "sms_per_account", "number_wait_hours", "sso_from"}
        )
        told = around(user, name) | page | complaint(refusal, fields)
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


def replace_field(refusal: Refusal, names: dict[str, str]) -> Refusal:
    """The refusal about the field as the page calls it."""
    refusal.field = names.get(refusal.field, refusal.field)
    return refusal
