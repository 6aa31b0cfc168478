"""Making an account, and getting back into one. The links in our mails end in a fragment, which no server and no
scanner that only fetches pages ever uses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

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
@ensure_csrf_cookie
def reset(request: HttpRequest) -> HttpResponse:
    """Choose a new password; the script reads the token."""
    return render(request, "sign_up/reset.html")
