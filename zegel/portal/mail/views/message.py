"""One message, for an account holder."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zegel.boxes.queries import Member, members_of
from zegel.filing.queries import filing_of
from zegel.identity.queries.people import User
from zegel.lib.moments import amsterdam, now
from zegel.mail.errors import MessageUnknown
from zegel.mail.queries.folders import InboxCount, around, inbox_counts
from zegel.mail.queries.messages import Entry, entry_for, reader_of
from zegel.portal.mail.forms import HearingForm
from zegel.portal.mail.rows import rows
from zegel.portal.mail.undo import can_undo
from zegel.portal.shared.forms import PageForm, just_sent
from zegel.portal.shared.mailbox_frame import seen_to
from zegel.portal.shared.messages.filed import panel
from zegel.portal.shared.messages.page import Known, message_page
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_safe
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """The message as far as the server knows it; its contents are opened by the script."""
    return page(request, key)


def page(request: HttpRequest, key: UUID, refused: PageForm | None = None) -> HttpResponse:
    """The page of a message, with the form on it that was refused."""
    at = now()
    try:
        reader = reader_of(current_principal(request), key, at=at)
    except MessageUnknown as error:
        raise Http404 from error
    entry = entry_for(reader)
    near = around(entry, at=at) if entry else []
    facts = message_page(reader, sent=just_sent(request), beside=near)
    filing = filing_of(key)
    facts |= {"entry": entry, "filed": panel(filing, own=facts["own"]) if filing else None}
    facts |= _beside(entry, near, facts["known"], at)
    if entry:
        facts |= {
            "later": entry.listed_at > at,
            "tomorrow": amsterdam(at).date() + timedelta(days=1),
            "undo": can_undo(request, entry.box_id, at),
        }
    facts["colleagues"] = _colleagues(current_user(request), entry)
    day = HearingForm(initial={"hearing": facts["nearing"].on}) if facts["nearing"] else None
    facts |= {"refused": refused, "hearing_form": refused if isinstance(refused, HearingForm) else day}
    return render(request, "mail/message.html", facts, status=refused.status if refused else 200)


def _beside(entry: Entry | None, near: list[Entry], known: Known, at: datetime) -> dict[str, object]:
    """The messages around this one in its folder, and where the next and the previous are."""
    if entry is None:
        return {}
    facts: dict[str, object] = {
        # This message counts as read as soon as it opens.
        "unread": inbox_counts([entry.box_id], at=at).get(entry.box_id, InboxCount()).unread
        - (entry.unread and entry.folder == "in" and entry.listed_at <= at),
        "seen_to": seen_to(at),
    }
    for line in near:
        # As it stands once it is open, so that reading it is no change to be told.
        line.unread = line.unread and line.pk != entry.pk
    lines = rows(near, entry.folder, known)
    here = next((at for at, line in enumerate(lines) if line.key == entry.pk), None)
    if here is None:
        # Moved by a colleague a moment ago: the message is shown without the others.
        return facts
    return facts | {
        "beside": lines,
        "here": lines[here],
        "newer": lines[here - 1].href if here else "",
        "older": lines[here + 1].href if here + 1 < len(lines) else "",
    }


def _colleagues(user: User, entry: Entry | None) -> list[Member]:
    """Whom of a team this can be given to, by somebody who may do more than read; of what came in only."""
    if entry is None or entry.home != "in" or entry.box.kind != "team":
        return []
    members = members_of(user, entry.box_id, at=now())
    if not any(member.user_id == user.pk and member.may_prepare for member in members):
        return []
    return [member for member in members if not member.checks]
