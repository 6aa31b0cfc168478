"""Looking for a message in all folders of all mailboxes at once."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zegel.casefile.rules.search import sought
from zegel.filing.queries import messages_numbered
from zegel.lib.moments import day_span, now
from zegel.mail.queries.folders import Looked, found
from zegel.portal.mail.forms import SearchQuery
from zegel.portal.mail.rows import rows
from zegel.portal.shared.mailbox_frame import page_context
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user


@access(Access.WORK)
@require_safe
def search(request: HttpRequest, box: UUID) -> HttpResponse:
    """What the server can find: names, numbers and days. Words inside messages it does not know."""
    user, asked = current_user(request), SearchQuery.asked(request)
    frame = page_context(user, box, "search")
    page = found(user, _looked(asked["q"]), before=asked["before"], after=asked["after"], at=now())
    facts = {
        "asked": asked,
        "rows": rows(page.entries, "", boxes=len(frame["boxes"]) or 1),
        "older": f"?{urlencode({'q': asked['q'], 'before': page.older})}" if page.older else "",
        "newer": f"?{urlencode({'q': asked['q'], 'after': page.newer})}" if page.newer else "",
    }
    return render(request, "mail/search.html", frame | facts)


def _looked(typed: str) -> Looked:
    asked = sought(typed)
    return Looked(asked.words, tuple(messages_numbered(typed)), day_span(asked.day) if asked.day else None)
