"""Moments as people read them: in Dutch time, in the reader's language. Filters of `{% load zegel %}`."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import get_language, gettext, pgettext

# The legal clock of the courts. It does not follow the settings of whoever reads.
COURT_TIME: Final = ZoneInfo("Europe/Amsterdam")


def _in_court_time(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a moment has a time zone; this datetime has none")
    return value.astimezone(COURT_TIME)


def _season(local: datetime) -> str:
    """In the hour that comes twice in October, which of the two is meant; otherwise nothing."""
    earlier, later = local.replace(fold=0), local.replace(fold=1)
    if earlier.utcoffset() == later.utcoffset() or not _exists(local):
        return ""
    return pgettext("hour that comes twice", "winter time" if local.fold else "summer time")


def _exists(local: datetime) -> bool:
    return local.astimezone(ZoneInfo("UTC")).astimezone(COURT_TIME).replace(tzinfo=None) == local.replace(
        tzinfo=None
    )


def moment(value: datetime | None) -> str:
    """`zondag 22 november 2026, 23:51`: whole, in Dutch time, in the reader's language."""
    return _written(value, "l j F Y, H:i")


def exact_moment(value: datetime | None) -> str:
    """The same to the second: `zondag 22 november 2026, 23:51:07`."""
    return _written(value, "l j F Y, H:i:s")


def _written(value: datetime | None, form: str) -> str:
    return "" if value is None else _text(_in_court_time(value).astimezone(UTC), form, get_language())


@lru_cache(maxsize=4096)
def _text(value: datetime, form: str, _language: str | None) -> str:
    """A list says the same moments many times over. Kept by the moment itself: of the hour that comes twice, local times are alike."""
    local = _in_court_time(value)
    season = _season(local)
    text = dateformat.format(local, form)
    return f"{text} ({season})" if season else text


def short_moment(value: datetime | None) -> str:
    """`22 nov 2026, 23:51`, for a dense row. Never where a deadline is decided."""
    if value is None:
        return ""
    # Dutch writes months small; English does not.
    month = "b" if get_language() == "nl" else "M"
    return dateformat.format(_in_court_time(value), f"j {month} Y, H:i")


def clock(value: datetime | None) -> str:
    """`10:05`, in Dutch time: for a moment of a day that stands beside it."""
    return "" if value is None else dateformat.format(_in_court_time(value), "H:i")


def iso(value: datetime | None) -> str:
    """For `<time datetime>`: with the offset of Dutch time."""
    return "" if value is None else _in_court_time(value).isoformat(timespec="seconds")


def ago(value: datetime | None, now: datetime) -> str:
    """`3 uur geleden`, to stand beside a whole moment; empty when it lies ahead or is over a week old."""
    if value is None:
        return ""
    passed = now - value
    if passed < timedelta(0) or passed > timedelta(days=7):
        return ""
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return gettext("just now")
    if minutes < 60:
        return gettext("%(n)s minutes ago") % {"n": minutes} if minutes > 1 else gettext("1 minute ago")
    if minutes < 24 * 60:
        return gettext("%(n)s hours ago") % {"n": minutes // 60} if minutes >= 120 else gettext("1 hour ago")
    days = minutes // (24 * 60)
    return gettext("%(n)s days ago") % {"n": days} if days > 1 else gettext("1 day ago")
