"""Who is judge, registrar or planner at a desk, for everybody who works there; who manages its mailbox decides."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zegel.boxes.errors import BoxUnknown
from zegel.boxes.queries import members_of, membership
from zegel.lib.moments import now
from zegel.lib.principal import Principal
from zegel.lib.refusals import Refusal
from zegel.portal.intake.forms import OFFICES, OfficesForm
from zegel.portal.shared.proof import with_proof
from zegel.proceedings.actions import set_offices
from zegel.proceedings.queries import offices_at
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def offices(request: HttpRequest, box: UUID) -> HttpResponse:
    """Read who holds which office, or change those of one person."""
    actor, form = current_principal(request), OfficesForm.sent(request)
    try:
        if form.is_valid():
            held, account = frozenset(form.cleaned_data["office"]), form.cleaned_data["member"]
            set_offices(actor=actor, desk=box, account=account, offices=held, at=now())
            messages.success(request, _("Saved."))
            return redirect("offices", box=box)
    except BoxUnknown as error:
        raise Http404 from error
    except Refusal as refusal:
        form.refuse(refusal)
    return render(request, "intake/offices.html", _page(actor, box) | {"form": form}, status=form.status)


def _page(actor: Principal, box: UUID) -> dict[str, Any]:
    at = now()
    try:
        own, held = membership(actor.account, box, at=at), defaultdict(set)
        for row in offices_at(actor, box, at=at):
            held[row.account].add(row.office)
        people = [member.user for member in members_of(actor.account, box, at=at) if not member.checks]
    except BoxUnknown as error:
        raise Http404 from error
    return {
        "desk": own.box,
        "may_change": own.may_manage,
        "people": [(user, held[user.pk]) for user in people if user],
        "offices": OFFICES,
    }
