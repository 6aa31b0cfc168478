"""What stands around every page of one's own account: which pages there are, in the order a new account needs them."""

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy

PAGES: Final = {
    "account": (gettext_lazy("My details"), "user"),
    "notifications": (gettext_lazy("Notifications and first page"), "mail"),
    "security": (gettext_lazy("Security"), "lock"),
    "recovery": (gettext_lazy("Recovery code"), "key"),
    "password": (gettext_lazy("Password"), "key"),
    "profession": (gettext_lazy("Professional number"), "court"),
    "delegates": (gettext_lazy("On my behalf"), "team"),
    "compare": (gettext_lazy("Control number"), "check"),
    "key-events": (gettext_lazy("What happened to your keys"), "key"),
    "activity": (gettext_lazy("What happened"), "clock"),
}


def page_context(current: str) -> dict[str, Any]:
    """The frame of an account page; `current` is the name of its address in `PAGES`."""
    items = [
        {"label": label, "href": reverse(name), "icon": icon, "current": name == current}
        for name, (label, icon) in PAGES.items()
    ]
    return {"account_pages": items, "page_name": PAGES[current][0]}
