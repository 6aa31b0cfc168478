"""What somebody sees first after logging in: one of the lists they have."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from zegel.boxes.queries import memberships
from zegel.casefile.queries import has_cases
from zegel.identity.queries.people import User
from zegel.lib.principal import Principal


def first_pages(user: User, actor: Principal, *, at: datetime) -> dict[str, tuple[str, str]]:
    """The lists somebody has: by the name that is kept of each, its address and what it is called."""
    court = bool(user.organisation and user.organisation.is_court)
    found = {
        str(member.box_id): (
            reverse("folder", args=[member.box_id, "in"]),
            _("Inbox of %(mailbox)s") % {"mailbox": member.box.name},
        )
        for member in memberships(user, at=at)
    }
    if court:
        found["intake"] = (reverse("intake"), _("Intake"))
    if court or has_cases(actor, at=at):
        found["cases"] = (reverse("cases"), _("Cases"))
    return found
