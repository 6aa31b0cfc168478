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

from zegel.evidence.events import Words, event_words
from zegel.evidence.queries import Kept
from zegel.filing.events import FilingReceived
from zegel.filing.rules import shown_number
from zegel.identity.queries.people import person
from zegel.lib.principal import Kind, parse_reference
from zegel.mail.events import (
    DELEGATE_ACTS,
    Called,
    GuestChanged,
    GuestHelpSettled,
    HearingStated,
    MessageAttempted,
    MessageKept,
    MessageReleased,
    MessageWithdrawn,
    NoticeResent,
    RemindedBySms,
)
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

_NAMED = {kind.name for kind in (*DELEGATE_ACTS, GuestChanged, GuestHelpSettled)}
"""What names who did it, to whoever sees it."""
_BY_SENDER = {
    kind.name for kind in (MessageAttempted, MessageKept, MessageReleased, MessageWithdrawn, NoticeResent)
}
"""What names who did it to the sender alone."""


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
    parties = {str(key): (str(key), name) for key, name in found.guests.items()} | _deliveries(found.courses)
    rows += [
        _told(fact, found.carried.get(fact.subject, fact.subject), parties, sent, shown)
        for fact in found.told
    ]
    # Who took a conversation along to an account opened it once, whichever of the two it is told of.
    rows = list(
        {(each_course.step, each_course.who, each_course.href): each_course for each_course in rows}.values()
    )
    rows.sort(key=lambda each_course: each_course.step.at)
    there = {each_course.step.kind for each_course in rows}
    return Points(
        rows=rows,
        parties=_parties(rows),
        files=[]
        if several
        else sorted({each_course.step.file for each_course in rows if each_course.step.file}),
        kinds=[(kind, str(words)) for kind, words in KINDS.items() if kind in there],
    )


def _parties(rows: Iterable[Point]) -> list[tuple[str, str]]:
    """A guest is one party, whichever message it is about; so is a mailbox."""
    return sorted({point.track: point.who for point in rows if point.track}.items(), key=lambda pair: pair[1])


def _deliveries(courses: Iterable[Course]) -> dict[str, tuple[str, str]]:
    """The party behind each part in a message, as evidence names it."""
    tracks = [track for course in courses for track in course.tracks]
    return {
        str(each_track.delivery.pk): (_party(each_track), party_name(each_track)) for each_track in tracks
    }


def _party(track: Track) -> str:
    return str(track.delivery.guest_id or track.delivery.box_id)


def _course(course: Course, pages: dict[UUID, str]) -> list[Point]:
    message = course.message
    href = pages.get(message.pk, "")
    found = [Point(received_step(message), href=href)]
    for track in course.tracks:
        found += [Point(step, party_name(track), _party(track), href) for step in steps_of(track, message)]
    return found


def _told(
    kept: Kept, about: UUID, parties: dict[str, tuple[str, str]], sent: set[UUID], pages: dict[UUID, str]
) -> Point:
    # What has no words here is shown by its name, so that nothing is hidden.
    words = event_words(kept.event) or Words(kept.event)
    number = kept.facts.get("file")
    step = Step(
        at=kept.at,
        sign=words.sign,
        icon=words.icon,
        text=_(words.sentence),
        detail=_hearing_words(kept.event, kept.facts) or _detail(kept, own=about in sent),
        file=number if isinstance(number, int) else None,
        kind=words.group,
    )
    track, who = parties.get(str(kept.facts.get("delivery", kept.subject)), ("", ""))
    return Point(step, who, track, pages.get(about, ""))


def _detail(kept: Kept, *, own: bool) -> str:
    """What may stand beside the words: who of one's own mailbox did it, which pieces, which number."""
    facts = kept.facts
    if kept.event in _NAMED:
        return _person(kept.actor)
    if kept.event in _BY_SENDER:
        return _person(kept.actor) if own else ""
    if facts.get("locked"):
        return _("closed for a while after too many wrong codes")
    if kept.event == FilingReceived.name:
        return _("number %(number)s") % {"number": shown_number(str(facts.get("number", "")))}
    if pieces := facts.get("pieces"):
        return _("piece %(pieces)s") % {"pieces": ", ".join(map(str, pieces))}
    return ""


def _hearing_words(event: str, facts: dict[str, Any]) -> str:
    if event == HearingStated.name:
        day = facts.get("hearing")
        return date_format(date.fromisoformat(day), "j F Y") if day else _("taken back")
    if event == RemindedBySms.name and facts.get("sent") is False:
        return _("not sent: the SMS messages of this month are used up")
    if event == Called.name:
        return call_words().get(str(facts.get("outcome")), "")
    return ""


def _person(actor: str) -> str:
    named = parse_reference(actor)
    found = person(named.id) if named and named.kind == Kind.PERSON and named.id else None
    return found.name if found else ""
