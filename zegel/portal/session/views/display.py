"""Light or dark, and how large the letters are: for whoever uses this browser, guest or not."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zegel.portal.session.forms import DisplayForm
from zegel.portal.session.views.login import own_path
from zegel.portal.shared.look import Look, keep_look, look_of
from zegel.web_session.access import Access, access


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """What was chosen; or, asked with POST, keep another choice and go back to where somebody came from."""
    back = _came_from(request)
    form = DisplayForm.sent(request, initial=look_of(request)._asdict() | {"next": back})
    if form.is_valid():
        answer = redirect(own_path(form.cleaned_data["next"], reverse("display")))
        keep_look(
            answer, Look(form.cleaned_data["theme"], form.cleaned_data["text"]), secure=request.is_secure()
        )
        messages.success(request, _("Saved."))
        return answer
    return render(
        request, "session/display.html", {"form": form, "back": form["next"].value()}, status=form.status
    )


def _came_from(request: HttpRequest) -> str:
    """The page of this site with the link that was followed, which browsers tell within one site; empty for another."""
    page = urlsplit(request.headers.get("Referer", ""))
    here = page.netloc == request.get_host() and page.path != request.path
    return own_path(page.path, "") if here else ""
