"""What every page of a guest has: their language, the court they speak with, and whether they can apply there."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from zegel.filing.queries import Desk, application_of, open_desk_of
from zegel.law.numbers import NEW_CASE
from zegel.mail.queries.messages import Guest
from zegel.portal.shared.branding import brand_of
from zegel.portal.shared.messages.page import case_of


def spoken_to(request: HttpRequest, guest: Guest) -> Guest:
    """The guest; the page speaks their language unless this browser has chosen another."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(guest.language)
    return guest


def about_guest(guest: Guest) -> dict[str, object]:
    """With whom a guest speaks, and about which case."""
    owner = guest.conversation.owner
    return {"brand": brand_of(owner), "owner": owner, "case": case_of(guest.conversation)}


def desk_to_apply_at(guest: Guest) -> Desk | None:
    """Where a guest can file an application of their own: at a desk open to anybody (art. 2.1) whose conversation with them is about a new
    case, once."""
    if guest.conversation.subject != NEW_CASE or application_of(guest):
        return None
    return open_desk_of(guest.conversation.owner_id)
