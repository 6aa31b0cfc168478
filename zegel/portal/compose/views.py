"""Writing a message. The server knows from which box and in which conversation; everything else is sealed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zegel.lib.moments import now
from zegel.mail.errors import DraftUnknown, MessageUnknown
from zegel.mail.queries.folders import draft as draft_of
from zegel.mail.queries.messages import Delivery, Reader, reader_of
from zegel.portal.compose.forms import ComposeQuery, DraftQuery
from zegel.portal.shared.composer import composer
from zegel.portal.shared.messages.page import answered
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """An empty message, from the box the reader came from."""
    return composer(request, current_user(request), ComposeQuery.asked(request))


@access(Access.WORK)
@require_safe
def draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """A draft, which the script opens; one that is gone was sent or thrown away."""
    try:
        found = draft_of(current_user(request), key, at=now())
    except DraftUnknown:
        return render(request, "compose/gone.html", status=404)
    facts = {"draft": found.pk, "box": found.box_id}
    return composer(
        request, current_user(request), facts | _original(request, DraftQuery.asked(request)["answers"])
    )


@access(Access.WORK)
@require_safe
def reply(request: HttpRequest, key: UUID) -> HttpResponse:
    """An answer to a message, in its conversation."""
    try:
        reader = reader_of(current_principal(request), key, at=now())
    except MessageUnknown as error:
        raise Http404 from error
    conversation = reader.delivery.message.conversation
    facts = {"box": reader.delivery.box_id, "conversation": conversation.pk, "to": _to(reader)}
    return composer(
        request, current_user(request), facts | {"subject": conversation.subject} | _beside(reader)
    )


def _original(request: HttpRequest, key: UUID | None) -> dict[str, Any]:
    """The message that a draft says it answers, for who may read it."""
    if key is None:
        return {}
    try:
        reader = reader_of(current_principal(request), key, at=now())
    except MessageUnknown:
        return {}
    return _beside(reader)


def _beside(reader: Reader) -> dict[str, Any]:
    return {"answers": reader.delivery.message, "original": answered(reader)}


def _to(reader: Reader) -> str:
    """Whom an answer goes to at first: who wrote the message, or, of one's own message, everybody it went to."""
    message = reader.delivery.message
    if reader.delivery.role == Delivery.Role.SENDER:
        return "all"
    guest = message.sender_guest
    return str((guest.account_id or guest.pk) if guest else message.sender_box_id)
