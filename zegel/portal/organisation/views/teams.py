"""The organisation's teams and the access codes it shares."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zegel.boxes.queries import memberships, organisation_boxes
from zegel.contacts.actions.codes import retire_code
from zegel.contacts.queries.codes import codes_of
from zegel.identity.queries.organisations import administered
from zegel.identity.queries.people import User
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.portal.organisation.forms.members import CodeForm
from zegel.portal.shared.forms import form_errors
from zegel.portal.shared.organisation_frame import page_context
from zegel.portal.shared.proof import with_proof
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    """The page somebody most likely wants; who keeps the register may work for none."""
    return redirect("contacts" if current_user(request).organisation else "professional-register")


@access(Access.ADMINISTRATOR)
@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """The mailboxes of the organisation, and how many people open each."""
    user = current_user(request)
    mine = {membership.box_id for membership in memberships(user, at=now())}
    page = {"boxes": organisation_boxes(administered(user).pk), "mine": mine}
    page |= page_context(user, "organisation-teams")
    return render(request, "organisation/teams.html", page)


def _recipients(user: User) -> list[str]:
    """The mailboxes a shared code is sealed to: of the teams, or every mailbox where there are none."""
    boxes = organisation_boxes(administered(user).pk)
    teams_here = [box for box in boxes if box.kind == "team"] or boxes
    return [str(box.pk) for box in teams_here[:100]]


@access(Access.ADMINISTRATOR)
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """Access codes the organisation shares with many people; a new one is sealed by the script."""
    user = current_user(request)
    told: dict[str, Any] = {}
    if request.method == "POST":
        chosen = CodeForm.sent(request)
        if not chosen.is_valid():
            raise Http404
        try:
            retire_code(actor=current_principal(request), code=chosen.cleaned_data["code"], at=now())
        except Refusal as refusal:
            told = form_errors(refusal, frozenset())
        else:
            messages.success(request, _("This code is used for nobody new."))
            return redirect("organisation-codes")
    page = {"codes": codes_of(user), "recipients": _recipients(user)}
    page |= page_context(user, "organisation-codes") | told
    return render(request, "organisation/codes.html", page, status=422 if told else 200)
