"""Everything our own system saw of a message or a conversation, in one list in order of time, in words.

It says what happened and no more: a mail handed over is not a mail read, a file fetched is not a file studied.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zegel.evidence.queries import Kept
from zegel.filing.rules import shown_number
from zegel.identity.queries.people import person
from zegel.mail.events import DELEGATE
from zegel.mail.queries.messages import Track
from zegel.mail.queries.timeline import Course, Timeline
from zegel.portal.shared.messages.follow_up import call_words
from zegel.portal.shared.messages.tracking import Step, party_name, received_step, steps_of

KINDS = {
    "delivery": gettext_lazy("Receipt and notifications"),
    "reading": gettext_lazy("Opening and fetching"),
    "checks": gettext_lazy("Checks of files"),
    "access": gettext_lazy("Getting in"),
    "other": gettext_lazy("Other things"),
}

# (sign, icon, kind, words). What has no words here is shown by its name, so that nothing is hidden.
_WORDS = {
    "mail.notice.resent": ("", "refresh", "delivery", gettext_lazy("Notification sent again by the sender")),
    "mail.message.withdrawn": ("warning", "trash", "delivery", gettext_lazy("Withdrawn by the sender")),
    "mail.message.attempted": (
        "",
        "offline",
        "delivery",
        gettext_lazy("The sender's device says that it tried before"),
    ),
    "mail.attempts.refused": (
        "warning",
        "offline",
        "delivery",
        gettext_lazy("A list of earlier tries came along that was not in order"),
    ),
    "mail.guard.passed": (
        "",
        "warning",
        "other",
        gettext_lazy("Sent after a warning was passed with a reason"),
    ),
    "mail.hearing.stated": ("", "calendar", "other", gettext_lazy("Hearing stated by the sender")),
    "mail.reminder.mail": ("", "mail", "delivery", gettext_lazy("Reminded by mail: a hearing is near")),
    "mail.reminder.sms": ("", "phone", "delivery", gettext_lazy("Reminded by SMS: a hearing is near")),
    "mail.reminder.call": (
        "warning",
        "phone",
        "delivery",
        gettext_lazy("Still unread: task to phone this recipient"),
    ),
    "mail.reminder.called": ("ok", "phone", "delivery", gettext_lazy("Phoned about the unread message")),
    "mail.message.kept": ("", "lock", "other", gettext_lazy("Kept beyond its term")),
    "mail.message.released": ("", "clock", "other", gettext_lazy("The term runs again")),
    "mail.message.expiry-told": (
        "warning",
        "clock",
        "delivery",
        gettext_lazy("Told that the message will be deleted"),
    ),
    "mail.message.expired": ("", "trash", "delivery", gettext_lazy("Deleted at the end of its term")),
    "mail.message.emptied": ("", "trash", "delivery", gettext_lazy("The sealed files were deleted too")),
    "mail.guest.code-asked": ("", "phone", "access", gettext_lazy("Asked for a code by SMS")),
    "mail.guest.verified": ("ok", "key", "access", gettext_lazy("Got in with a code")),
    "mail.guest.code-failed": ("warning", "warning", "access", gettext_lazy("A wrong code was typed")),
    "mail.guest.help-asked": ("warning", "help", "access", gettext_lazy("Asked for help to get in")),
    "mail.guest.help-settled": ("ok", "check", "access", gettext_lazy("The request for help was settled")),
    "mail.guest.changed": ("", "settings", "access", gettext_lazy("The sender changed how they get in")),
    "mail.guest.key-registered": ("", "key", "access", gettext_lazy("Made a key to sign answers with")),
    "mail.guest.link-seen": (
        "warning",
        "key",
        "access",
        gettext_lazy("A mail program sent the secret of the link to us. It was not kept"),
    ),
    "mail.guest.link-renewed": (
        "ok",
        "key",
        "access",
        gettext_lazy("Got a new link; the old one opens nothing any more"),
    ),
    "mail.guest.adopted": ("ok", "user", "access", gettext_lazy("Took the conversation along to an account")),
    "mail.delegate.opened": ("", "eye", "reading", gettext_lazy("Opened on behalf of the owner")),
    "mail.delegate.downloaded": (
        "",
        "download",
        "reading",
        gettext_lazy("File fetched on behalf of the owner"),
    ),
    "mail.delegate.sent": ("", "sent", "delivery", gettext_lazy("Sent on behalf of the owner")),
    "filing.filing.received": ("ok", "court", "delivery", gettext_lazy("Filed at the court")),
    "filing.paper.arrived": ("ok", "file", "delivery", gettext_lazy("Paper arrived at the court")),
    "filing.paper.missing": ("warning", "file", "delivery", gettext_lazy("The court misses paper")),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One line. `who` is the recipient or guest it is about, `track` marks that party for the filter.

    `href` leads to the message it is about, where there is more than one.
    """

    step: Step
    who: str = ""
    track: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """The list, and what it can be narrowed to: parties and files (of one message), and kinds of events."""

    rows: list[Point]
    parties: list[tuple[str, str]]
    files: list[int]
    kinds: list[tuple[str, str]]


def points(found: Timeline, pages: dict[UUID, str]) -> Points:
    """A timeline in words; `pages` are the addresses of its messages."""
    several = len(found.courses) > 1
    shown = pages if several else {}
    rows = [point for course in found.courses for point in _course(course, shown)]
    sent = {course.message.pk for course in found.courses if course.own}
    parties = {str(key): (str(key), name) for key, name in found.guests.items()} | _holders(found.courses)
    rows += [_told(one, parties, sent, shown) for one in found.told]
    # Who took a conversation along to an account opened it once, whichever of the two it is told of.
    rows = list({(one.step, one.who, one.href): one for one in rows}.values())
    rows.sort(key=lambda one: one.step.at)
    there = {one.step.kind for one in rows}
    return Points(
        rows=rows,
        parties=_parties(rows),
        files=[] if several else sorted({one.step.file for one in rows if one.step.file}),
        kinds=[(kind, str(words)) for kind, words in KINDS.items() if kind in there],
    )


def _parties(rows: Iterable[Point]) -> list[tuple[str, str]]:
    """A guest is one party, whichever message it is about; so is a mailbox."""
    return sorted({one.track: one.who for one in rows if one.track}.items(), key=lambda pair: pair[1])


def _holders(courses: Iterable[Course]) -> dict[str, tuple[str, str]]:
    """The party behind each part in a message, as evidence names it."""
    tracks = [track for course in courses for track in course.tracks]
    return {str(one.holder.pk): (_party(one), party_name(one)) for one in tracks}


def _party(track: Track) -> str:
    return str(track.holder.guest_id or track.holder.box_id)


def _course(course: Course, pages: dict[UUID, str]) -> list[Point]:
    message = course.message
    href = pages.get(message.pk, "")
    found = [Point(received_step(message), href=href)]
    for track in course.tracks:
        found += [Point(step, party_name(track), _party(track), href) for step in steps_of(track, message)]
    return found


def _told(one: Kept, parties: dict[str, tuple[str, str]], sent: set[UUID], pages: dict[UUID, str]) -> Point:
    sign, icon, kind, words = _WORDS.get(one.event, ("", "info", "other", one.event))
    number = one.facts.get("file")
    step = Step(
        at=one.at,
        sign=sign,
        icon=icon,
        text=str(words),
        detail=_hearing_words(one.event, one.facts) or _detail(one, own=one.subject in sent),
        file=number if isinstance(number, int) else None,
        kind=kind,
    )
    track, who = parties.get(str(one.facts.get("holder", one.subject)), ("", ""))
    return Point(step, who, track, pages.get(one.subject, ""))


def _detail(one: Kept, *, own: bool) -> str:
    """What may stand beside the words: who of one's own mailbox did it, which pieces, which number."""
    facts = one.facts
    if one.event.startswith((DELEGATE, "mail.guest.changed", "mail.guest.help-settled")):
        return _person(one.actor)
    if one.event.startswith(("mail.notice.", "mail.message.")):
        return _person(one.actor) if own else ""
    if facts.get("locked"):
        return _("closed for a while after too many wrong codes")
    if one.event == "filing.filing.received":
        return _("number %(number)s") % {"number": shown_number(str(facts.get("number", "")))}
    if pieces := facts.get("pieces"):
        return _("piece %(pieces)s") % {"pieces": ", ".join(map(str, pieces))}
    return ""


def _hearing_words(event: str, facts: dict[str, Any]) -> str:
    if event == "mail.hearing.stated":
        day = facts.get("hearing")
        return date_format(date.fromisoformat(day), "j F Y") if day else _("taken back")
    if event == "mail.reminder.sms" and facts.get("sent") is False:
        return _("not sent: the SMS messages of this month are used up")
    if event == "mail.reminder.called":
        return call_words().get(str(facts.get("outcome")), "")
    return ""


def _person(actor: str) -> str:
    kind, _colon, key = actor.partition(":")
    found = person(UUID(key)) if kind == "user" else None
    return found.name if found else ""
