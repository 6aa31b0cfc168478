"""Running an organisation: members, teams, look, policy and SMS budget. Plain forms, no script."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zegel.authentication.actions.access import deactivate
from zegel.identity.actions.invitations import invite, invite_again, withdraw_invitation
from zegel.identity.actions.roles import reactivate, set_roles
from zegel.identity.queries.organisations import Invitation, colleagues, invited
from zegel.identity.queries.people import User
from zegel.lib.moments import now
from zegel.lib.principal import Principal
from zegel.lib.refusals import Refusal
from zegel.portal.organisation.forms.members import InvitationForm, RolesForm
from zegel.portal.shared.forms import form_errors, pressed
from zegel.portal.shared.organisation_frame import page_context
from zegel.portal.shared.proof import with_proof
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.ADMINISTRATOR)
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest) -> HttpResponse:
    """Who works here; or, asked with POST, invite somebody."""
    user, actor = current_user(request), current_principal(request)
    form = InvitationForm.sent(request)
    if form.is_valid():
        facts = form.cleaned_data | {"reason": "organisation", "language": "nl"}
        try:
            sent = invite(**facts, organisation=user.organisation, actor=actor, at=now())
        except Refusal as refusal:
            form.refuse(refusal, address="email")
        else:
            _tell(request, sent)
            return redirect("members")
    page = _members(user) | {"form": form}
    return render(request, "organisation/members.html", page, status=form.status)


def _tell(request: HttpRequest, sent: Invitation | None) -> None:
    if sent is None:
        text = _(
            "This address has an account already. You can let this person into a mailbox, on its page Members."
        )
        messages.info(request, text)
    else:
        messages.success(request, _("%(address)s gets a mail to make an account.") % {"address": sent.email})


@access(Access.ADMINISTRATOR)
@with_proof(back="members")
@require_POST
def member(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change what a member may do, or whether they come in at all."""
    roles = RolesForm.sent(request)
    try:
        if roles.is_valid():
            _change_member(current_principal(request), key, pressed(request), roles)
    except Refusal as refusal:
        roles.refuse(refusal)
    if roles.errors:
        page = _members(current_user(request)) | {"told": roles}
        return render(request, "organisation/members.html", page, status=roles.status)
    messages.success(request, _("Saved."))
    return redirect("members")


def _change_member(actor: Principal, key: UUID, do: str, roles: RolesForm) -> None:
    at = now()
    match do:
        case "deactivate":
            deactivate(actor=actor, member=key, at=at)
        case "reactivate":
            reactivate(actor=actor, member=key, at=at)
        case _:
            set_roles(actor=actor, member=key, kinds=frozenset(roles.cleaned_data["role"]), at=at)


@access(Access.ADMINISTRATOR)
@with_proof(back="members")
@require_POST
def invitation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send an invitation once more, or make it worth nothing."""
    user, at = current_user(request), now()
    try:
        if pressed(request) == "withdraw":
            gone = withdraw_invitation(actor=current_principal(request), invitation=key, at=at)
            said = _("The invitation of %(address)s does not work any more.") % {"address": gone.email}
        else:
            sent = invite_again(actor=current_principal(request), invitation=key, at=at)
            said = _("%(address)s gets a mail to make an account.") % {"address": sent.email}
    except Refusal as refusal:
        told = form_errors(refusal, frozenset())
        return render(request, "organisation/members.html", _members(user) | told, status=422)
    messages.success(request, said)
    return redirect("members")


def _members(user: User) -> dict[str, Any]:
    page = {"colleagues": colleagues(user), "invited": invited(user), "now": now(), "form": InvitationForm()}
    return page | page_context(user, "members")
