"""Letters about messages that are there already: they expire soon, or wait unread while a hearing comes near."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zegel.notify.letter import Letter


def written_day(iso: str) -> str:
    """A day as people write it, in the language of the letter."""
    return str(date_format(date.fromisoformat(iso), "j F Y"))


def _expiry(params: Mapping[str, Any], secret: str, origin: str) -> Letter:  # noqa: ARG001
    words = {"day": written_day(params["day"]), "count": params["count"], "origin": origin}
    words |= {"box": params.get("box", ""), "organisation": params["organisation"]}
    path = params.get("path", "")
    return Letter(
        subject=_("Messages will be deleted from %(day)s on") % words,
        opening=(
            _("In the mailbox %(box)s are messages that have been kept as long as they have to be.") % words
            if path
            else _("%(organisation)s sent you messages that have been kept as long as they have to be.") % words,
            _("Number of messages: %(count)s. From %(day)s on they are deleted and can no longer be opened.") % words,
            _("What was filed at a court is never deleted."),
        ),
        steps=(
            _("Log in and look at the messages that expire.")
            if path
            else _("Open the messages again with the link in the mail that you had before."),
            _("Download what you want to keep."),
            *([_("Or choose on the page of a message that it is kept.")] if path else []),
        ),
        button=_("See the messages") if path else "",
        link=origin + path,
        assurance=(
            _("The address of our page begins with %(origin)s/") % words,
            _("You can also type that address yourself."),
        ),
        closing=(_("You cannot reply to this mail."),),
    )  # fmt: skip


def _hearing_reminder(params: Mapping[str, Any], secret: str, origin: str) -> Letter:  # noqa: ARG001
    words = {"organisation": params["organisation"], "day": written_day(params["day"]), "origin": origin}
    path = params.get("path", "")
    return Letter(
        subject=_("Unread message from %(organisation)s") % words,
        opening=(
            _("%(organisation)s sent you a secure message that you have not opened yet.") % words,
            _("It is important for %(day)s. Read it before that day.") % words,
        ),
        steps=(
            _("Log in and open your inbox.")
            if path
            else _("Open the message with the link in the mail that you had before."),
            _("Can you not open it? Then call %(organisation)s.") % words,
        ),
        button=_("Go to inbox") if path else "",
        link=origin + path,
        assurance=(
            _("The address of our page begins with %(origin)s/") % words,
            _("It is safest to look up the number of %(organisation)s yourself.") % words,
        ),
        closing=(_("You cannot reply to this mail."),),
    )


LETTERS: Mapping[str, Callable[[Mapping[str, Any], str, str], Letter]] = {
    "expiry": _expiry,
    "hearing-reminder": _hearing_reminder,
}
