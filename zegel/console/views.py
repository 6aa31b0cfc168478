"""The demo's inbox: mails and SMS messages that really left the system, as its receiver stored them."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zegel.console.receiver import list_messages
from zegel.web_session.access import Access, access


@access(Access.ANYONE)
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """The newest hundred, perhaps of one address; there is no such page outside the demo."""
    folder = settings.ENVIRONMENT.demo_inbox
    if folder is None:
        raise Http404
    wanted = request.GET.get("to", "").strip().lower()
    found = [message for message in list_messages(folder, limit=500) if wanted in message.to.lower()]
    return render(request, "demo/inbox.html", {"received": found[:100], "to": wanted})
