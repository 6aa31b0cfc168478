"""Making an account, and getting back into one. The links in our mails end in a fragment, which no server and no
scanner that only fetches pages ever uses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from zegel.key_custody.queries.escrow import escrow_of
from zegel.key_custody.queries.keys import has_past_keys, recovery_made_at
from zegel.portal.shared.account_frame import page_context
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user


@access(Access.ACCOUNT)
@require_safe
def password(request: HttpRequest) -> HttpResponse:
    """Change one's password."""
    return render(request, "account/password.html", page_context("password"))


@access(Access.ACCOUNT)
@require_safe
def recovery(request: HttpRequest) -> HttpResponse:
    """Make a new recovery code; where nothing opens the messages yet, open them first."""
    person = current_user(request)
    if not person.sealed_key:
        return redirect("closed")
    facts = {
        "made_at": recovery_made_at(person),
        "escrow": escrow_of(person),
        "past_keys": has_past_keys(person),
    }
    return render(request, "account/recovery.html", page_context("recovery") | facts)


@access(Access.ACCOUNT)
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Open the messages that a new password left locked."""
    return render(request, "account/closed.html", page_context("recovery"))


@access(Access.WORK)
@require_safe
def afresh(request: HttpRequest) -> HttpResponse:
    """Begin anew with other keys, where nothing opens the old ones."""
    if current_user(request).sealed_key:
        return redirect("recovery")
    return render(request, "account/afresh.html", page_context("recovery"))


@access(Access.ACCOUNT)
@require_safe
def older(request: HttpRequest) -> HttpResponse:
    """Open what a fresh start left locked."""
    person = current_user(request)
    if not has_past_keys(person) or not person.sealed_key:
        return redirect("recovery")
    return render(request, "account/older.html", page_context("recovery"))
