"""Following and keeping: everything in a conversation in order of time, and the page that makes an export."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from zegel.boxes.errors import BoxUnknown
from zegel.boxes.queries import membership
from zegel.lib.moments import now
from zegel.mail.errors import MessageUnknown
from zegel.mail.queries.exports import plan
from zegel.mail.queries.messages import Reader, reader_of
from zegel.portal.shared.forms import ExportQuery
from zegel.portal.shared.mailbox_frame import FOLDERS
from zegel.portal.shared.messages.page import case_of, conversation_timeline
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_safe
def timeline(request: HttpRequest, key: UUID) -> HttpResponse:
    """Everything our system saw of a conversation, for who holds a message of it."""
    page = conversation_timeline(_reader(request, key))
    frame = {"base": "base.html", "script": "build/pages/timeline.js", "back": reverse("message", args=[key])}
    return render(request, "message/timeline.html", page | frame)


@access(Access.WORK)
@require_safe
def export(request: HttpRequest, key: UUID) -> HttpResponse:
    """The page that makes an export of a message, its conversation or its case, in the browser."""
    reader = _reader(request, key)
    conversation = reader.delivery.message.conversation
    case = case_of(conversation) if reader.delivery.box_id else ""
    sizes = {"message": 1, "conversation": len(plan(reader, "conversation").messages)}
    if case:
        found = plan(reader, "case")
        sizes["case"] = len(found.messages) + found.left
    facts = {
        "base": "base.html",
        "script": "build/pages/export.js",
        "sizes": sizes,
        "only_proof": ExportQuery.asked(request)["only"] == "proof",
        "case": case,
        "plan": f"/api/messages/{key}/export",
        "evidence": "/api/exports/evidence",
        "back": reverse("message", args=[key]),
    }
    return render(request, "export/export.html", facts)


@access(Access.WORK)
@require_safe
def export_picked(request: HttpRequest, box: UUID) -> HttpResponse:
    """The same for messages picked from a folder; which ones the address says, and the script asks for."""
    try:
        membership(current_user(request), box, at=now())
    except BoxUnknown as error:
        raise Http404 from error
    folder = ExportQuery.asked(request)["folder"]
    facts = {
        "base": "base.html",
        "script": "build/pages/export.js",
        "picked": box,
        "evidence": "/api/exports/evidence",
        "back": reverse("folder", args=[box, folder if folder in FOLDERS else "in"]),
    }
    return render(request, "export/export.html", facts)


def _reader(request: HttpRequest, key: UUID) -> Reader:
    try:
        return reader_of(current_principal(request), key, at=now())
    except MessageUnknown as error:
        raise Http404 from error
