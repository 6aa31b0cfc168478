"""The page of one's professional number: link it, see what the register says, unlink it. Plain forms, no script."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zegel.authentication.queries.factors import is_secure
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.portal.shared.account_frame import page_context
from zegel.portal.shared.proof import with_proof
from zegel.professions.actions.links import claim_number, confirm_number, resend_code, unlink
from zegel.professions.queries.links import link_of, on_record, open_claim
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal
from zegel.web_session.visitors import network_address

LONGEST = 100
# Which input a refusal is about; whatever is about none stands above the form.
_FIELDS = frozenset({"number", "again", "code"})


@access(Access.ACCOUNT)
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def profession(request: HttpRequest) -> HttpResponse:
    """What is linked; or, asked with POST, claim a number."""
    if request.method != "POST":
        return _page(request)
    typed = {name: _word(request, name) for name in ("kind", "number", "again")}
    try:
        claim_number(actor=current_principal(request), address=network_address(request), at=now(), **typed)
    except Refusal as refusal:
        return _page(request, refusal=refusal, typed=typed)
    return redirect("profession")


@access(Access.ACCOUNT)
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Type the code from the mail."""
    try:
        confirm_number(actor=current_principal(request), digits=_word(request, "code"), at=now())
    except Refusal as refusal:
        return _page(request, refusal=refusal)
    return redirect("profession")


@access(Access.ACCOUNT)
@require_POST
def resend(request: HttpRequest) -> HttpResponse:
    """Mail another code."""
    try:
        resend_code(actor=current_principal(request), address=network_address(request), at=now())
    except Refusal as refusal:
        return _page(request, refusal=refusal)
    messages.success(request, _("We have mailed a new code. The one before does not work any more."))
    return redirect("profession")


@access(Access.ACCOUNT)
@with_proof(back="profession")
@require_POST
def take_off(request: HttpRequest) -> HttpResponse:
    """Unlink the number."""
    try:
        unlink(actor=current_principal(request), at=now())
    except Refusal as refusal:
        return _page(request, refusal=refusal)
    messages.success(
        request, _("Your number is unlinked. What you sent and received is still in your mailbox.")
    )
    return redirect("profession")


def _page(
    request: HttpRequest, *, refusal: Refusal | None = None, typed: dict[str, str] | None = None
) -> HttpResponse:
    user, at = current_user(request), now()
    link = link_of(user)
    # "Another number" shows the first form again, while the code of the last one still works.
    other = "other" in request.GET or typed is not None
    page: dict[str, Any] = {
        "link": link,
        "secure": is_secure(user),
        "claim": None if link or other else open_claim(user.pk, at),
        "on_record": link is None and on_record(user),
        "typed": typed or {"kind": "bar"},
        **_said(refusal),
    }
    return render(
        request,
        "professional_register/own_number.html",
        page_context("profession") | page,
        status=422 if refusal else 200,
    )


def _said(refusal: Refusal | None) -> dict[str, Any]:
    """A refusal in words: above the form, and beside its input."""
    if refusal is None:
        return {"errors": [], "wrong": {}}
    text = _(refusal.message).format(**refusal.details)
    field = refusal.field if refusal.field in _FIELDS else ""
    return {"errors": [{"id": field, "text": text}], "wrong": {field: text}, "code": refusal.code}


def _word(request: HttpRequest, name: str) -> str:
    # The NUL character is no part of any number, and PostgreSQL refuses to look for it.
    return request.POST.get(name, "").replace("\0", "")[:LONGEST]
