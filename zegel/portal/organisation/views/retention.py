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
from zegel.portal.shared.forms import form_errors, form_text
from zegel.portal.shared.organisation_frame import page_context
from zegel.portal.shared.proof import with_proof
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user


@access(Access.ADMINISTRATOR)
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: HttpRequest) -> HttpResponse:
    """Read the term, or change it."""
    user = current_user(request)
    page = page_context(user, "retention")
    if request.method != "POST":
        return render(
            request, "organisation/retention.html", page | {"months": months_of(user.organisation_id)}
        )
    typed = form_text(request, "months", 9).strip()
    try:
        set_retention(actor=user, months=int(typed) if typed.isdecimal() else 0, at=now())
    except RetentionRefused as refusal:
        told = form_errors(refusal, frozenset({"months"}))
        return render(request, "organisation/retention.html", page | {"months": typed} | told, status=422)
    messages.success(request, _("Saved."))
    return redirect("retention")
