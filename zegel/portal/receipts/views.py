"""Receipts to keep, for who sent or received a message; and a page where anybody can check one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from zegel.evidence.errors import ReceiptPending
from zegel.evidence.queries import origin, public_log_keys, stamp_authority, witness_policy
from zegel.law.case_states import course
from zegel.lib.moments import now
from zegel.mail.errors import MessageUnknown
from zegel.mail.queries.messages import Reader, guest_reader, reader_of
from zegel.portal.receipts.receipt_file import TYPES, receipt_file, receipt_name
from zegel.portal.shared.case_words import ACT_WORDS, PIECE_WORDS, ROLE_WORDS, STATE_WORDS
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_guest
from zegel.web_session.principals import current_principal, guest_principal


@access(Access.WORK)
@require_safe
def receipt(request: HttpRequest, key: UUID, form: str) -> HttpResponse:
    """The receipt of a message in a mailbox."""
    try:
        reader = reader_of(current_principal(request), key, at=now())
    except MessageUnknown as error:
        raise Http404 from error
    return _answer(request, reader, form, reverse("message", args=[key]))


@access(Access.GUEST)
@require_safe
def guest_receipt(request: HttpRequest, key: UUID, message: UUID, form: str) -> HttpResponse:
    """The receipt of a guest's message, for a guest who has been let in."""
    try:
        reader = guest_reader(guest_principal(current_guest(request, key)), message)
    except MessageUnknown as error:
        raise Http404 from error
    return _answer(request, reader, form, reverse("guest-message", args=[key, message]))


def _answer(request: HttpRequest, reader: Reader, form: str, back: str) -> HttpResponse:
    if form not in TYPES:
        raise Http404
    try:
        data = receipt_file(reader, form)
    except ReceiptPending:
        page = render(request, "pages/receipt_pending.html", {"back": back}, status=202)
        page["Retry-After"] = "10"
        return page
    name = receipt_name(reader.delivery.message_id, form)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=TYPES[form], headers=headers)


@access(Access.ANYONE)
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """The page that checks a receipt or an export in the visitor's own browser; nothing of it is sent to us."""
    log = {"origin": origin(), "keys": public_log_keys(), "authority": stamp_authority()}
    told = {"log": log, "course": _course(), "witnesses": list(witness_policy().witnesses)}
    return render(request, "receipts/verify.html", told)


def _course() -> dict[str, Any]:
    """What the page holds the acts of a case against, and what it calls them."""
    words: dict[str, Mapping[Any, Any]] = {
        "acts": ACT_WORDS,
        "states": STATE_WORDS,
        "roles": ROLE_WORDS,
        "pieces": PIECE_WORDS,
    }
    return {
        "steps": course(),
        "words": {what: {name: str(word) for name, word in named.items()} for what, named in words.items()},
    }
