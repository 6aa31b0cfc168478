"""Writing a message. The server knows from which box and in which conversation; everything else is sealed."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zegel.lib.moments import now
from zegel.mail.errors import DraftUnknown, MessageUnknown
from zegel.mail.queries.folders import draft as draft_of
from zegel.mail.queries.messages import Delivery, Reader, reader_of
from zegel.portal.compose.forms import ComposeQuery
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
    return composer(request, current_user(request), {"draft": found.pk, "box": found.box_id})


@access(Access.WORK)
@require_safe
def reply(request: HttpRequest, key: UUID) -> HttpResponse:
    """An answer to a message, in its conversation."""
    try:
        reader = reader_of(current_principal(request), key, at=now())
    except MessageUnknown as error:
        raise Http404 from error
    message = reader.delivery.message
    facts = {"box": reader.delivery.box_id, "conversation": message.conversation_id, "to": _to(reader)}
    return composer(
        request,
        current_user(request),
        facts | {"answers": message, "original": answered(reader), "subject": message.conversation.subject},
    )


def _to(reader: Reader) -> str:
    """Whom an answer goes to at first: who wrote the message, or, of one's own message, everybody it went to."""
    message = reader.delivery.message
    if reader.delivery.role == Delivery.Role.SENDER:
        return "all"
    guest = message.sender_guest
    return str((guest.account_id or guest.pk) if guest else message.sender_box_id)
