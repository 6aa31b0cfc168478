"""What stands around the pages of an organisation: for everybody who works there, and for its administrators."""

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy

from zegel.identity.queries.organisations import is_register_keeper, roles_of
from zegel.identity.queries.people import User

# Name of the address: label, sign, and who sees it.
PAGES: Final = {
    "contacts": (gettext_lazy("Contacts"), "phone", "all"),
    "consents": (gettext_lazy("Consent register"), "check", "court"),
    "members": (gettext_lazy("Members"), "user", "administrator"),
    "resets": (gettext_lazy("Lost phones"), "phone", "administrator"),
    "escrow": (gettext_lazy("Spare keys"), "key", "administrator"),
    "escrow-requests": (gettext_lazy("Colleagues locked out"), "lock", "officer"),
    "organisation-teams": (gettext_lazy("Teams"), "team", "administrator"),
    "agents": (gettext_lazy("File check"), "eye", "court-administrator"),
    "look": (gettext_lazy("Name and look"), "image", "administrator"),
    "policy": (gettext_lazy("Recognising people"), "lock", "administrator"),
    "organisation-codes": (gettext_lazy("Codes of the organisation"), "key", "administrator"),
    "retention": (gettext_lazy("Keeping messages"), "clock", "administrator"),
    "sms": (gettext_lazy("SMS budget"), "mail", "administrator"),
    "professional-register": (gettext_lazy("Professional register"), "file", "register_keeper"),
}


def page_context(user: User, current: str) -> dict[str, Any]:
    """The frame of an organisation page; `current` is the name of its address in `PAGES`."""
    seen = {"all"} | roles_of(user) if user.organisation else set[str]()
    if user.organisation and user.organisation.is_court:
        seen |= {"court"} | {f"court-{role}" for role in seen}
    if is_register_keeper(user):
        seen.add("register_keeper")
    items = [
        {"label": label, "href": reverse(name), "icon": icon, "current": name == current}
        for name, (label, icon, whom) in PAGES.items()
        if whom in seen
    ]
    return {
        "organisation_pages": items,
        "page_name": PAGES[current][0],
        "organisation": user.organisation,
        "administers": "administrator" in seen,
    }
