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
from zegel.portal.organisation.forms.settings import RetentionForm
from zegel.portal.shared.organisation_frame import page_context
from zegel.portal.shared.proof import with_proof
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.ADMINISTRATOR)
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: HttpRequest) -> HttpResponse:
    """Read the term, or change it."""
    user = current_user(request)
    form = RetentionForm.sent(request, initial={"months": months_of(user.organisation_id)})
    if form.is_valid():
        try:
            set_retention(actor=current_principal(request), months=form.cleaned_data["months"], at=now())
        except RetentionRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("retention")
    page = page_context(user, "retention") | {"form": form}
    return render(request, "organisation/retention.html", page, status=form.status)
