"""Somebody's calendar as their calendar program reads it (RFC 5545). It leaves the court, so it says little: of a case behind closed
doors only that there is something, where and when."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from zegel.casefile.queries import Case
from zegel.law.courts import Matter, court
from zegel.law.rules.chapter_10 import open_to_public
from zegel.planning.queries import Hearing
from zegel.portal.shared.case_words import task_words
from zegel.proceedings.queries import Task

JUDGMENT_TAKES = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Dates:
    """What stands in a calendar: hearings, judgments to come with how often their day was set, and tasks with a last moment."""

    hearings: Iterable[Hearing]
    judgments: Iterable[Case]
    set_before: Mapping[UUID, int]
    tasks: Iterable[Task]


def calendar_text(dates: Dates, *, origin: str, at: datetime) -> bytes:
    """The whole calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//Zegel//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Court dates"))
    for hearing in dates.hearings:
        calendar.add_component(_hearing(hearing, origin))
    for case in dates.judgments:
        calendar.add_component(_judgment(case, dates.set_before.get(case.pk, 1), origin, at))
    for task in dates.tasks:
        calendar.add_component(_task(task, origin))
    return bytes(calendar.to_ical())


def _hearing(hearing: Hearing, origin: str) -> Event:
    room = hearing.room.name if hearing.room else ""
    event = _event(hearing.pk, hearing.case, _("Hearing"), origin, room)
    event.add("dtstart", hearing.starts_at)
    event.add("dtend", hearing.ends_at)
    event.add("sequence", hearing.sequence)
    event.add("dtstamp", hearing.changed_at)
    event.add("last-modified", hearing.changed_at)
    event.add("status", "CANCELLED" if hearing.state == Hearing.State.CANCELLED else "CONFIRMED")
    return event


def _judgment(case: Case, times_set: int, origin: str, at: datetime) -> Event:
    event = _event(uuid.uuid5(case.pk, "judgment"), case, _("Judgment"), origin, "")
    if case.next_at:
        event.add("dtstart", case.next_at)
        event.add("dtend", case.next_at + JUDGMENT_TAKES)
    event.add("sequence", max(times_set - 1, 0))
    event.add("dtstamp", at)
    return event


def _task(task: Task, origin: str) -> Event:
    words = _("Last moment") if _closed(task.case) else f"{_('Last moment')}: {task_words(task.what)}"
    event = _event(task.pk, task.case, words, origin, "")
    if task.due_at:
        event.add("dtstart", task.due_at)
        event.add("dtend", task.due_at)
    event.add("sequence", 1 if task.moved_from else 0)
    event.add("dtstamp", task.opened_at)
    event.add("transp", "TRANSPARENT")
    return event


def _event(key: UUID, case: Case, words: str, origin: str, room: str) -> Event:
    """The part that is the same for all: what a closed case does not say is never put in."""
    event = Event()
    event.add("uid", f"{key}@{origin.rsplit('//', maxsplit=1)[-1]}")
    name = court(case.court).name
    place = name if case.location in name else f"{name}, {case.location}"
    if _closed(case):
        event.add("summary", words)
        event.add("location", place)
        event.add("class", "PRIVATE")
        return event
    event.add("summary", f"{words} {case.number}")
    event.add("location", _("%(place)s, room %(room)s") % {"place": place, "room": room} if room else place)
    event.add("description", case.summary_number)
    event.add("url", f"{origin}/cases/{case.pk}")
    return event


def _closed(case: Case) -> bool:
    return case.closed_doors or not open_to_public(cast("Matter", case.matter)).value
