"""The lines of a folder, made ready in one pass: a page has fifty, and a template asks fifty times what it can be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zegel.law.numbers import NEW_CASE
from zegel.mail.queries.folders import Entry
from zegel.portal.templatetags.zegel import iso, moment, short_moment


@dataclass(frozen=True, slots=True)
class Row:
    """One line, all of it text but the key and whether it is unread."""

    key: UUID
    href: str
    party: str
    subject: str
    pick: str
    files: str
    status: str
    unread: bool
    iso: str
    moment: str
    short: str


def rows(entries: Iterable[Entry], folder: str) -> list[Row]:
    """The entries of a folder as its page shows them, in the reader's language."""
    # One look-up of the address for the whole page.
    pattern = reverse("message", args=[UUID(int=0)])
    new_case, select, sent, received = _("New case"), _("Select: %(subject)s"), _("Sent"), _("Received")
    made = []
    for entry in entries:
        out = entry.home == "out"
        subject = new_case if entry.subject == NEW_CASE else entry.subject
        made.append(
            Row(
                key=entry.pk,
                href=pattern.replace(str(UUID(int=0)), str(entry.message_id)),
                party=_("To %(names)s") % {"names": entry.counterpart} if out else entry.counterpart,
                subject=subject,
                pick=select % {"subject": subject},
                files=ngettext("%(n)s file", "%(n)s files", entry.files) % {"n": entry.files}
                if entry.files
                else "",
                status=(sent if out else received) if folder == "archive" else "",
                unread=entry.unread,
                iso=iso(entry.at),
                moment=moment(entry.at),
                short=short_moment(entry.at),
            )
        )
    return made
