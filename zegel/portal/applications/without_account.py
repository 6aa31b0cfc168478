"""Applying for a hearing without an account (art. 2.1): the page where one begins, and the form of who is let in as a guest."""

import json
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from zegel.filing.queries import application_of
from zegel.filing.rules import anybody_applies
from zegel.lib.moments import amsterdam, now
from zegel.mail.queries.messages import Guest
from zegel.portal.applications.place import at_desk, for_form, read
from zegel.portal.shared.branding import brand_of
from zegel.portal.shared.forms import address_words
from zegel.portal.shared.messages.guests import about_guest, desk_to_apply_at, spoken_to
from zegel.portal.shared.readers import answer_readers, readers_of_mail_to
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_guest


@access(Access.ANYONE)
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Who one is and a code at one's mail address; a court or kind of case where nobody applies so goes back to the question."""
    at = now()
    asked = read(address_words(request), amsterdam(at).date())
    chosen = urlencode(asked.values)
    if asked.desk is None or asked.place is None or not anybody_applies(asked.desk.matter):
        return redirect(f"{reverse('apply')}?{chosen}")
    facts = {
        "asked": asked,
        "desk": asked.desk,
        "brand": brand_of(asked.desk.box),
        "readers": readers_of_mail_to(asked.desk.box, at=at),
        "onward": f"{reverse('apply-form')}?{chosen}",
        "ways": f"{reverse('file')}?{urlencode({**asked.values, 'kind': 'application', 'number': ''})}",
    }
    return render(request, "applications/begin.html", facts)


@access(Access.GUEST)
@require_safe
def form(request: HttpRequest, key: UUID) -> HttpResponse:
    """The form, for a guest of the court; who filed it before sees what came of it, and who is here for something else their messages."""
    at = now()
    guest = spoken_to(request, current_guest(request, key))
    desk = desk_to_apply_at(guest)
    if desk is None:
        return _to_what_is_there(guest)
    place = for_form(at_desk(desk, amsterdam(at).date()), at)
    facts = {
        "guest": guest,
        "base": "base_guest.html",
        "place": json.dumps(place),
        "readers": answer_readers(guest, at=at),
    }
    return render(request, "applications/form.html", about_guest(guest) | facts)


def _to_what_is_there(guest: Guest) -> HttpResponse:
    """To what they filed, or to their messages."""
    filed = application_of(guest)
    if filed is None or filed.message_id is None:
        return redirect("guest-messages", guest.pk)
    return redirect("guest-message", guest.pk, filed.message_id)
