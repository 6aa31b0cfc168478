"""How long an organisation keeps messages."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zegel.lib.moments import now
from zegel.mail.actions.retention import set_retention
from zegel.mail.errors import RetentionRefused
from zegel.mail.queries.retention import months_of
from zegel.portal.organisation import around, complaint, word
from zegel.portal.proof import with_proof
from zegel.portal.views.organisation import for_administrators
from zegel.web_session.asker import asker


@for_administrators
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: HttpRequest) -> HttpResponse:
    """Read the term, or change it."""
    user = asker(request)
    page = around(user, "retention")
    if request.method != "POST":
        return render(
            request, "organisation/retention.html", page | {"months": months_of(user.organisation_id)}
        )
    typed = word(request, "months", 9).strip()
    try:
        set_retention(actor=user, months=int(typed) if typed.isdecimal() else 0, at=now())
    except RetentionRefused as refusal:
        told = complaint(refusal, frozenset({"months"}))
        return render(request, "organisation/retention.html", page | {"months": typed} | told, status=422)
    messages.success(request, _("Saved."))
    return redirect("retention")
