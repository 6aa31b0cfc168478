"""The pages of a guest: somebody who has a link and no account. A GET here never changes anything."""

import base64
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from zegel.filing.queries import filing_of
from zegel.lib.grants import granted, withdraw
from zegel.lib.links import secret_in
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.mail.actions.guests import note_link_seen
from zegel.mail.errors import GuestUnknown, MessageUnknown
from zegel.mail.queries.adoption import adoption
from zegel.mail.queries.messages import Delivery, Guest, guest_landing, guest_messages, guest_reader
from zegel.mail.queries.recorded import recorded, sender_names
from zegel.notify.rules import mask_number
from zegel.portal.guests.forms import ClosedQuery, LeaveForm
from zegel.portal.shared.branding import brand_of
from zegel.portal.shared.forms import ExportQuery, just_sent
from zegel.portal.shared.messages.filed import panel
from zegel.portal.shared.messages.guests import about_guest, desk_to_apply_at, spoken_to
from zegel.portal.shared.messages.page import answered, conversation_timeline, message_page
from zegel.portal.shared.readers import answer_readers, landing_readers
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_guest, possible_login
from zegel.web_session.principals import guest_principal


@access(Access.ANYONE)
@require_safe
def landing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who wrote, and the one button to get in. Link scanners may look as often as they like."""
    guest = _guest(request, key)
    held = guest_messages(guest)
    if held and all(message.gone for message in held):
        return render(request, "guests/gone.html", about_guest(guest) | {"held": held})
    organisation = guest.conversation.owner.organisation
    brand = brand_of(guest.conversation.owner)
    facts = {
        "guest": guest,
        "readers": landing_readers(guest, brand["name"], at=now()),
        "own": not any(message.role == Delivery.Role.RECIPIENT for message in held),
        "begun": not held,
        "masked": mask_number(guest.phone) if guest.phone else "",
        "salt": base64.b64encode(bytes(guest.code_salt or b"")).decode(),
        "granted": granted(request.session, key, now(), since=guest.changed_at),
        "closed": ClosedQuery.asked(request)["closed"],
        "intro": organisation.intro(get_language() or "nl") if organisation else "",
    }
    return render(request, "guests/landing.html", about_guest(guest) | facts)


@access(Access.ANYONE)
@require_safe
def changed_link(request: HttpRequest, key: UUID, rest: str) -> HttpResponse:
    """The link as a program changed it on its way: lead to the page, with the secret where it belongs.

    A secret that came along has been in a request line: that is noted, so that the guest's own client takes another one. So this GET
    changes something, once, and nothing that anybody can see or lose.
    """
    guest = _guest(request, key)
    secret = secret_in(rest)
    if secret:
        note_link_seen(guest=guest.pk, at=now())
    return redirect(reverse("guest", args=[guest.pk]) + (f"#{secret}" if secret else ""))


@access(Access.GUEST)
@require_safe
def messages(request: HttpRequest, key: UUID) -> HttpResponse:
    """What this guest can read; with one message, or one that is new, that message."""
    guest = _guest_inside(request, key)
    held = guest_messages(guest)
    if not held and desk_to_apply_at(guest):
        return redirect("guest-apply", key)
    fresh = [
        message
        for message in held
        if message.role == Delivery.Role.RECIPIENT and not message.opened_at and not message.gone
    ]
    if len(held) == 1 or len(fresh) == 1:
        return redirect("guest-message", key, (fresh or held)[0].message_id)
    records = recorded(delivery.message_id for delivery in held)
    listed = [
        (delivery, sender_names(delivery.message, records.get(delivery.message_id))) for delivery in held
    ]
    return render(request, "guests/messages.html", about_guest(guest) | {"guest": guest, "held": listed})


@access(Access.GUEST)
@require_safe
def show(request: HttpRequest, key: UUID, message: UUID) -> HttpResponse:
    """One message; its contents are opened by the script."""
    guest = _guest_inside(request, key)
    try:
        reader = guest_reader(guest_principal(guest), message)
    except MessageUnknown as error:
        raise Http404 from error
    page = message_page(reader, sent=just_sent(request))
    filing = filing_of(message) if page["own"] else None
    facts = {
        "guest": guest,
        "filed": panel(filing, own=True) if filing else None,
        "applies": not page["own"] and desk_to_apply_at(guest) is not None,
    }
    return render(request, "guests/message.html", about_guest(guest) | page | facts)


@access(Access.GUEST)
@require_safe
def reply(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer the court."""
    guest = _guest_inside(request, key)
    facts = {"guest": guest, "readers": answer_readers(guest, at=now()), "original": _original(guest)}
    return render(request, "guests/reply.html", about_guest(guest) | facts)


def _original(guest: Guest) -> dict[str, object] | None:
    """What is answered: the last that the guest was sent and still can read."""
    for held in guest_messages(guest):
        if held.role == Delivery.Role.RECIPIENT and not held.gone:
            return answered(guest_reader(guest_principal(guest), held.message_id))
    return None


@access(Access.GUEST)
@require_safe
def timeline(request: HttpRequest, key: UUID) -> HttpResponse:
    """Everything our system saw of this guest's conversation, as far as it is theirs."""
    guest = _guest_inside(request, key)
    held = guest_messages(guest)
    if not held:
        return redirect(_closed(key, "idle"))
    page = conversation_timeline(guest_reader(guest_principal(guest), held[0].message_id))
    frame = {
        "base": "base_guest.html",
        "script": "build/pages/guest_timeline.js",
        "back": reverse("guest-messages", args=[key]),
        "guest": guest,
    }
    return render(request, "message/timeline.html", about_guest(guest) | page | frame)


@access(Access.GUEST)
@require_safe
def export(request: HttpRequest, key: UUID) -> HttpResponse:
    """The page that makes an export of everything this guest can read, in the browser."""
    guest = _guest_inside(request, key)
    facts = {
        "base": "base_guest.html",
        "script": "build/pages/guest_export.js",
        "plan": f"/api/guests/{key}/export",
        "evidence": f"/api/guests/{key}/evidence",
        "only_proof": ExportQuery.asked(request)["only"] == "proof",
        "back": reverse("guest-messages", args=[key]),
        "guest": guest,
    }
    return render(request, "export/export.html", about_guest(guest) | facts)


@access(Access.GUEST)
@require_safe
def account(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make an account, or take this conversation along to the one there is."""
    guest = _guest_inside(request, key)
    return render(
        request, "guests/account.html", about_guest(guest) | {"guest": guest, "state": _state(request, guest)}
    )


def _state(request: HttpRequest, guest: Guest) -> str:
    """What a guest can do about an account here: ask for one, take the conversation along, or nothing any more."""
    login = possible_login(request)
    if login is None:
        return "ask"
    try:
        _box, waiting = adoption(login.user, guest, at=now())
    except Refusal:
        return "other"
    return "take" if waiting else "taken"


@access(Access.ANYONE)
@require_POST
def leave(request: HttpRequest, key: UUID) -> HttpResponse:
    """Close the door; the script has forgotten the key before it came here."""
    withdraw(request.session, key)
    form = LeaveForm.sent(request)
    idle = form.is_valid() and form.cleaned_data["why"] == "idle"
    return redirect(_closed(key, "idle" if idle else "yes"))


def _closed(key: UUID, why: str) -> str:
    return f"{reverse('guest', args=[key])}?closed={why}"


def _guest(request: HttpRequest, key: UUID) -> Guest:
    """The guest of a link, let in or not."""
    try:
        return spoken_to(request, guest_landing(key))
    except GuestUnknown as error:
        raise Http404 from error


def _guest_inside(request: HttpRequest, key: UUID) -> Guest:
    return spoken_to(request, current_guest(request, key))
