"""When mails about new messages come, and what is shown first after logging in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zegel.boxes.actions import choose_first_page, choose_notices
from zegel.boxes.errors import BoxUnknown
from zegel.boxes.queries import own_box
from zegel.lib.moments import now
from zegel.portal.account.forms import NotificationsForm
from zegel.portal.shared.account_frame import page_context
from zegel.portal.shared.first_page import first_pages
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def notifications(request: HttpRequest) -> HttpResponse:
    """What was chosen; or, asked with POST, choose otherwise."""
    at, user = now(), current_user(request)
    try:
        own = own_box(user, at=at)
    except BoxUnknown as error:
        if request.method == "POST":
            raise Http404 from error
        return render(request, "account/notifications.html", page_context("notifications"))
    kept = {"notices": own.notices, "first_page": own.first_page}
    form = NotificationsForm.sent(request, initial=kept)
    form.offer(first_pages(user, current_principal(request), at=at))
    if form.is_valid():
        actor = current_principal(request)
        choose_notices(actor=actor, notices=form.cleaned_data["notices"], at=at)
        choose_first_page(actor=actor, page=form.cleaned_data["first_page"], at=at)
        messages.success(request, _("Saved."))
        return redirect("notifications")
    page = page_context("notifications") | {"form": form, "own": own}
    return render(request, "account/notifications.html", page, status=form.status)
