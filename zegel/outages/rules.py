"""What a probe's report says, and what the register means for a term (PR VI 6.8)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

import rfc8785

from zegel.law.decisions import Decision
from zegel.law.rules.annexes import outage_excuses
from zegel.law.terms import compute
from zegel.lib.moments import AMSTERDAM, amsterdam

REPORT = "zegel/outage-report/v1"
CLOCK_TOLERANCE = timedelta(minutes=1)
BODY_LIMIT = 4096
WHY_LIMIT = 200


class Part(StrEnum):
    """What can be out. Only the first two keep somebody from filing."""

    ACCESS = "access"
    FILING = "filing"
    NOTICES = "notices"


KEEPS_FROM_FILING = frozenset({Part.ACCESS, Part.FILING})


@dataclass(frozen=True, slots=True)
class Report:
    """What a probe saw: since `began` a part did not work; with `ended`, since then it does again.

    `last_good` is the last time it worked before; None when the probe had never seen it work.
    """

    probe: str
    part: Part
    last_good: datetime | None
    began: datetime
    ended: datetime | None
    why: str
    sent: datetime


@dataclass(frozen=True, slots=True)
class Interval:
    """A published outage. `known_over` is when its end was published here; both ends are None while it lasts."""

    part: Part
    began: datetime
    ended: datetime | None
    known_over: datetime | None


@dataclass(frozen=True, slots=True)
class Excuse:
    """What the register means for a last day: whether there was an outage on it, and until when filing is excused.

    `latest` is None while nobody can know that it is fixed. `over_at` is when on that day filing was possible again:
    whether the outage *caused* the delay is then for the judge.
    """

    outages: tuple[Interval, ...]
    latest: date | None
    over_at: datetime | None


def read_report(body: bytes) -> Report | None:
    """The report in canonical JSON (docs/formats.md, Report of an outage); None when it is not one."""
    if len(body) > BODY_LIMIT:
        return None
    try:
        told = json.loads(body)
        if rfc8785.dumps(told) != body or told["type"] != REPORT or len(told) != 8:
            return None
        report = Report(
            probe=str(told["probe"]),
            part=Part(told["part"]),
            last_good=_moment(told["lastGood"]) if told["lastGood"] is not None else None,
            began=_moment(told["began"]),
            ended=_moment(told["ended"]) if told["ended"] is not None else None,
            why=str(told["why"]),
            sent=_moment(told["sent"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError, rfc8785.CanonicalizationError):
        return None
    return report if _sensible(report) else None


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() is None:
        raise ValueError
    return moment


def _sensible(report: Report) -> bool:
    moments = [
        moment for moment in (report.last_good, report.began, report.ended, report.sent) if moment is not None
    ]
    return moments == sorted(moments) and len(report.why) <= WHY_LIMIT and report.why.isprintable()


def excuse(last_day: date, register: Iterable[Interval], settings: Mapping[str, str] | None = None) -> Excuse:
    """Verschoonbare termijnoverschrijding (PR VI 6.8): what the outages on the last day of a term mean for filing.

    Filing is excused until the day after the day on which one could know that the outage was fixed: the day its end was
    published. Several on one day count together; one that still lasts leaves the date open.
    """
    start = datetime.combine(last_day, time(), AMSTERDAM)
    end = datetime.combine(last_day + timedelta(days=1), time(), AMSTERDAM)
    found = tuple(
        interval
        for interval in register
        if interval.part in KEEPS_FROM_FILING
        and interval.began < end
        and (interval.ended is None or interval.ended > start)
    )
    known = [interval.known_over for interval in found if interval.known_over is not None]
    if not found or len(known) < len(found):
        return Excuse(found, None, None)
    fixed_on = amsterdam(max(known)).date()
    facts: dict[str, str | date | datetime] = {
        "last-day": last_day,
        "known-fixed": fixed_on,
        "channel": "veilig-mailen",
    }
    answer = compute("VI-6.8", facts, settings or {})
    over = max(interval.ended for interval in found if interval.ended is not None)
    return Excuse(found, answer.day, over if over < end else None)


def excused(found: Excuse, last_day: date, *, filed: date, attributable: bool) -> Decision | None:
    """Whether filing on a day after the last one is excused (PR VI 6.8); None while nobody can know until when. `attributable` says that the
    outage was the filer's own doing."""
    if found.outages and found.latest is None:
        return None
    disturbed = {last_day} if found.outages else set()
    return outage_excuses(last_day, disturbed, attributable, filed, found.latest or last_day)
