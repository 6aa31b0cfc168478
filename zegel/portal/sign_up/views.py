"""Making an account, and getting back into one. The links in our mails end in a fragment, which no server and no
scanner that only fetches pages ever uses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from zegel.lib.links import secret_in
from zegel.web_session.access import Access, access


@access(Access.ANYONE)
@require_safe
@ensure_csrf_cookie
def register(request: HttpRequest) -> HttpResponse:
    """Ask for an account."""
    return render(request, "sign_up/ask.html", {"forgotten": False})


@access(Access.ANYONE)
@require_safe
@ensure_csrf_cookie
def forgot(request: HttpRequest) -> HttpResponse:
    """Ask for a new password."""
    return render(request, "sign_up/ask.html", {"forgotten": True})


@access(Access.ANYONE)
@require_safe
@ensure_csrf_cookie
def activate(request: HttpRequest) -> HttpResponse:
    """Make the account of an invitation; the script reads the token."""
    return render(request, "sign_up/activate.html")


@access(Access.ANYONE)
@require_safe
def changed_link(request: HttpRequest, page: str, rest: str) -> HttpResponse:
    """The link as a scanner changed it: lead to the page, with the token where it belongs. It is spent when it is used there."""
    del request
    token = secret_in(rest)
    return redirect(f"/{page}" + (f"#{token}" if token else ""))


@access(Access.ANYONE)
@require_safe
@ensure_csrf_cookie
def reset(request: HttpRequest) -> HttpResponse:
    """Choose a new password; the script reads the token."""
    return render(request, "sign_up/reset.html")
