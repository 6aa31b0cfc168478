"""The lines of a folder, made ready in one pass: a page has fifty, and a template asks fifty times what it can be told."""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zegel.filing.queries import kinds_of
from zegel.law.numbers import NEW_CASE
from zegel.lib.moments import amsterdam, now
from zegel.mail.queries.escalation import hearings_of
from zegel.mail.queries.folders import Entry, Standing, sender_marks, standings, state_of
from zegel.mail.queries.recorded import Recorded, is_as_recorded, recorded
from zegel.mail.queries.retention import expiring
from zegel.portal.shared.filing_words import KIND_WORDS
from zegel.portal.shared.mailbox_frame import FOLDERS
from zegel.portal.shared.messages.page import Known
from zegel.portal.shared.moments import iso, moment, short_moment
from zegel.professions.queries.links import NOBODY, Mark

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Row:
    """One line, all of it text but the key and whether it is unread. `told` is what the reader's device holds against the log."""

    key: UUID
    message: UUID
    box: UUID
    href: str
    party: str
    mark: Mark | None
    subject: str
    kind: str
    pick: str
    files: str
    status: str
    expires: str
    hearing: str
    standing: tuple[str, str, str] | None
    charge: str
    answered: str
    differs: str
    told: dict[str, str | int]
    unread: bool
    state: str
    iso: str
    moment: str
    short: str
    place: str


def rows(entries: list[Entry], folder: str, known: Known | None = None, *, boxes: int = 1) -> list[Row]:
    """The entries of a folder as its page shows them, in the reader's language; of all folders ("") with where each lies, and in which of
    the reader's mailboxes where there are more. `known` is what was asked of them before."""
    stand, kinds = standings(entries), kinds_of([each_entry.message_id for each_entry in entries])
    # One look-up of the address for the whole page.
    pattern = reverse("message", args=[UUID(int=0)])
    new_case, select, sent, received = _("New case"), _("Select: %(subject)s"), _("Sent"), _("Received")
    at = now()
    withdrawn, ends, marks = _("Withdrawn by the sender"), _expiring(entries), _marks(entries, known, at)
    records = known.records if known else recorded(each_entry.message_id for each_entry in entries)
    hearings = _hearings(entries)
    made = []
    for entry in entries:
        out = entry.home == "out"
        told = _told(entry, records.get(entry.message_id))
        subject = new_case if told.subject == NEW_CASE else told.subject
        made.append(
            Row(
                key=entry.pk,
                message=entry.message_id,
                box=entry.box_id,
                href=pattern.replace(str(UUID(int=0)), str(entry.message_id)),
                party=_("To %(names)s") % {"names": told.counterpart} if out else told.counterpart,
                mark=None if out else marks.get(entry.message_id, NOBODY),
                subject=subject,
                kind=str(KIND_WORDS[kinds[entry.message_id]]) if entry.message_id in kinds else "",
                pick=select % {"subject": subject},
                files=ngettext("%(n)s file", "%(n)s files", entry.files) % {"n": entry.files}
                if entry.files
                else "",
                expires=ends.get(entry.message_id, ""),
                hearing=hearings.get(entry.message_id, ""),
                status=withdrawn
                if entry.withdrawn
                else ((sent if out else received) if folder == "archive" else _put_off(entry, at)),
                standing=_words(stand[entry.message_id]) if out and entry.message_id in stand else None,
                charge=_("For %(name)s") % {"name": entry.assignee.name} if entry.assignee else "",
                answered=_("Answered by %(name)s") % {"name": entry.answered_by.name}
                if entry.answered_by
                else "",
                differs=told.differs,
                told={"case": told.subject, "files": entry.files, "by": "" if out else told.counterpart},
                unread=entry.unread,
                state=state_of(entry, stand.get(entry.message_id)),
                iso=iso(told.at),
                moment=moment(told.at),
                short=short_moment(told.at),
                place="" if folder else _place(entry, boxes),
            )
        )
    return made


def _marks(entries: list[Entry], known: Known | None, at: datetime) -> dict[UUID, Mark]:
    """How we know whose mailbox sent what came in, by message."""
    if known is None:
        return sender_marks(entries, at=at)
    boxes = {entry.message_id: entry.message.sender_box_id for entry in entries if entry.home == "in"}
    return {message: known.marks[box] for message, box in boxes.items() if box}


@dataclass(frozen=True, slots=True)
class _Told:
    """What a line may say of a message: where the row is not what the log recorded, what the log recorded, and that."""

    counterpart: str
    subject: str
    at: datetime
    differs: str = ""


def _told(entry: Entry, record: Recorded | None) -> _Told:
    if is_as_recorded(entry, record):
        return _Told(entry.counterpart, entry.subject, entry.at)
    log.error("a line of a folder is not what was recorded: message %s", entry.message_id)
    differs = _("Please note: this line is not what our log recorded. Open the message to see what differs.")
    if record is None:
        return _Told(_("Unknown"), entry.subject, entry.at, differs)
    names = record.parties
    if names is None:
        return _Told(entry.counterpart, record.subject, record.at, differs)
    whom = "; ".join(names.recipients) if entry.home == "out" else names.on_behalf_of or names.sender
    return _Told(whom, record.subject, record.at, differs)


def _place(entry: Entry, boxes: int) -> str:
    folder = str(FOLDERS[entry.folder][0])
    return (
        _("%(folder)s of %(mailbox)s") % {"folder": folder, "mailbox": entry.box.name}
        if boxes > 1
        else folder
    )


def _hearings(entries: list[Entry]) -> dict[UUID, str]:
    days = hearings_of([entry.message_id for entry in entries], at=now())
    return {key: _("Hearing %(day)s") % {"day": date_format(day, "j F Y")} for key, day in days.items()}


def _expiring(entries: list[Entry]) -> dict[UUID, str]:
    """What its members were warned of, with the day."""
    days: dict[UUID, date] = {}
    for box in {entry.box_id for entry in entries}:
        days |= expiring(box, [entry.message_id for entry in entries if entry.box_id == box])
    return {key: _("Deleted on %(day)s") % {"day": date_format(day, "j F Y")} for key, day in days.items()}


def _put_off(entry: Entry, at: datetime) -> str:
    """Until when it is put off, or since when it is back: that is why it stands where it does."""
    if entry.listed_at == entry.at:
        return ""
    told = _("Comes back on %(day)s") if entry.listed_at > at else _("Back since %(day)s")
    return told % {"day": date_format(amsterdam(entry.listed_at), "j F")}


def _words(stand: Standing) -> tuple[str, str, str]:
    """Kind, icon and words; what needs somebody's attention goes before what went well."""
    if stand.untold:
        words = ngettext(
            "%(n)s notification not delivered", "%(n)s notifications not delivered", stand.untold
        )
        return "error", "bounced", words % {"n": stand.untold}
    if stand.recipients == 0:
        return "neutral", "close", _("Withdrawn")
    if stand.opened == 0:
        return "neutral", "waiting", _("Not opened yet")
    if stand.opened == stand.recipients:
        return "ok", "eye", _("Opened")
    return "neutral", "eye", _("Opened by %(n)s of %(all)s") % {"n": stand.opened, "all": stand.recipients}
