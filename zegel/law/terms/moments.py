"""Moments and days on the clock of Europe/Amsterdam.

A legal day is a `date`; a moment is aware. A time without offset means Europe/Amsterdam. On the night the
clock goes forward an hour does not exist, on the night it goes back an hour exists twice: such a time is
refused with both ways to write it, because guessing would move a term by an hour.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from zegel.law.errors import LawError
from zegel.law.sources import Instrument, article
from zegel.law.texts import gettext_noop

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TIME_ACT = Instrument(
    "Zomertijd",
    "Richtlijn 2000/84/EG betreffende de bepalingen inzake de zomertijd",
    "19 January 2001",
    "https://eur-lex.europa.eu/eli/dir/2000/84/oj",
    date(2001, 1, 19),
    read="none",
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?")


def read_moment(text: str) -> date | datetime:
    """Read an ISO 8601 day, or day and time with or without offset; refuse anything else."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        if _MOMENT.fullmatch(text):
            return on_dutch_clock(datetime.fromisoformat(text))
    except (ValueError, OverflowError) as error:
        if isinstance(error, LawError):
            raise
    raise LawError(
        "bad-date",
        gettext_noop("{given} is not a date such as 2026-12-01 or a time such as 2026-12-01T10:00."),
        {"given": text},
    )


def on_dutch_clock(moment: datetime) -> datetime:
    """Put a moment on the Dutch clock; refuse a time without offset that is missing or double."""
    if moment.tzinfo is not None:
        return moment.astimezone(AMSTERDAM)
    early, late = (moment.replace(tzinfo=AMSTERDAM, fold=fold) for fold in (0, 1))
    if early.astimezone(UTC).astimezone(AMSTERDAM).replace(tzinfo=None) != moment:
        raise LawError(
            "time-does-not-exist",
            gettext_noop("{given} does not exist: the clock goes forward by one hour that night."),
            {"given": moment.isoformat()},
            (article(TIME_ACT, "1"), article(TIME_ACT, "2")),
        )
    if early.utcoffset() != late.utcoffset():
        raise LawError(
            "time-exists-twice",
            gettext_noop(
                "{given} exists twice: the clock goes back by one hour that night. "
                "Write {early} or {late} to say which is meant."
            ),
            {"given": moment.isoformat(), "early": early.isoformat(), "late": late.isoformat()},
            (article(TIME_ACT, "1"), article(TIME_ACT, "3")),
        )
    return early


def day_of(value: date | datetime) -> date:
    """Give the Dutch legal day of a day or moment."""
    return value.date() if isinstance(value, datetime) else value


def end_of(day: date) -> datetime:
    """Give the moment a day is over: midnight, 24:00, the first moment of the next day."""
    return datetime.combine(day + timedelta(days=1), time(0), AMSTERDAM)


def shift(moment: datetime, hours: int) -> datetime:
    """Move by elapsed hours, backward when negative; the Dutch clock may then show another hour."""
    return (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(AMSTERDAM)
