"""Dates as an iCalendar file (RFC 5545): whole days as days, moments on the Dutch clock with its rules written out."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext

from zegel.law.terms.moments import AMSTERDAM
from zegel.portal.terms.answers import Answer, Answers

_FOLD_AT = 75
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Amsterdam",
    "BEGIN:DAYLIGHT",
    "TZNAME:CEST",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "DTSTART:19810329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZNAME:CET",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar_text(answers: Answers, *, link: str, language: str, stamp: datetime) -> str:
    """Write the file. The same link gives the same UIDs, so a calendar that reads it again keeps one of each."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Zegel//Terms//{language.upper()}"]
    lines.append("CALSCALE:GREGORIAN")
    if any(isinstance(each_date.value, datetime) for each_date in answers.dates):
        lines += _ZONE
    for each_date in answers.dates:
        lines += _event(each_date, answers.cautions, link, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines)


def _event(answer: Answer, cautions: Sequence[str], link: str, stamp: datetime) -> Iterator[str]:
    name = hashlib.sha256(f"{link}\n{answer.rule}".encode()).hexdigest()[:32]
    yield "BEGIN:VEVENT"
    yield f"UID:{name}@zegel"
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield from _when(answer)
    yield f"SUMMARY:{escape(f'{answer.meaning}: {answer.title}')}"
    yield f"DESCRIPTION:{escape(_description(answer, cautions, link))}"
    yield f"URL:{link}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _when(answer: Answer) -> Iterator[str]:
    if isinstance(answer.value, datetime):
        yield f"DTSTART{_moment(answer.value)}"
        return
    # A window starts the day after what happened, as its steps say.
    first = answer.since + timedelta(days=1) if answer.since else answer.value
    yield f"DTSTART;VALUE=DATE:{_day(first)}"
    yield f"DTEND;VALUE=DATE:{_day(answer.value + timedelta(days=1))}"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _moment(moment: datetime) -> str:
    """On the Dutch clock; the second of two equal hours in October has no other name than its UTC."""
    local = moment.astimezone(AMSTERDAM)
    if local.fold and local.replace(fold=0).utcoffset() != local.utcoffset():
        return f":{local.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f";TZID=Europe/Amsterdam:{local:%Y%m%dT%H%M%S}"


def _description(answer: Answer, cautions: Sequence[str], link: str) -> str:
    lines = [f"{answer.meaning} {answer.when}. {answer.note}".strip()]
    lines += [f"{number}. {step.text} ({step.citation.text})" for number, step in enumerate(answer.steps, 1)]
    for view in answer.disputed:
        lines.append(f"{gettext('Please note:')} {view.question}")
        lines += [f"- {other.text}: {other.when}" for other in (view.used, *view.others)]
    lines += [f"{gettext('Please note:')} {text}" for text in (*cautions, *answer.cautions)]
    return "\n".join([*lines, link])


def escape(text: str) -> str:
    """A TEXT value (3.3.11): what has a meaning in the grammar gets a backslash; control characters go."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        text = text.replace(plain, written)
    return _CONTROL.sub("", text.replace("\r\n", "\n")).replace("\n", "\\n")


def fold(line: str) -> str:
    """A content line in pieces of at most 75 octets (3.1), never cut inside a character."""
    return "\r\n ".join(_pieces(line))


def _pieces(line: str) -> Iterable[str]:
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        # Every piece but the first has a space in front, which counts.
        if size + width > _FOLD_AT:
            yield piece
            piece, size = "", 1
        piece += character
        size += width
    yield piece
