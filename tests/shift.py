"""The suite on another day: `bin/test --on DATE[THH:MM]` runs it under Debian's faketime, which moves the clock of every process.

`python -m tests.shift DATE` prints what the environment needs for that, `python -m tests.shift --in-turn` the day that is on today.
"""

import argparse
import calendar
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from zegel.lib.moments import AMSTERDAM, amsterdam, now

LIBRARIES = "/usr/lib/*/faketime/libfaketimeMT.so.1"


def moment_of(text: str) -> datetime:
    """The moment at which a Dutch clock shows this (ISO 8601; noon without a time).

    An hour that comes twice is meant the first time; one that is skipped is the moment of the change plus what was asked of it.

    Raises:
        ValueError: no such day or time.
    """
    asked = datetime.fromisoformat(text)
    if asked.tzinfo is not None:
        raise ValueError("a Dutch clock shows no offset")
    if "T" not in text:
        asked = datetime.combine(asked.date(), time(12))
    return asked.replace(tzinfo=AMSTERDAM).astimezone(UTC)


def environment(moment: datetime, library: Path) -> dict[str, str]:
    """What starts a process at `moment`, and its children with it: an offset, for a moment would be another for each."""
    offset = int((moment - now()).total_seconds())
    return {
        "LD_PRELOAD": str(library),
        "FAKETIME": f"{offset:+d}s",
        # Pauses and deadlines are of the monotonic clock, which is nobody's calendar.
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "PYTHONPATH": str(Path(__file__).parent / "another_day"),
        "ZEGEL_TEST_ON": moment.isoformat(),
    }


def days(today: date) -> list[str]:
    """The days on which a calendar goes wrong: the next of each after `today`."""
    last = date(today.year + (today == date(today.year, 12, 31)), 12, 31)
    leap = next(year for year in range(today.year + 1, today.year + 9) if calendar.isleap(year))
    sunday = today + timedelta(days=(6 - today.weekday()) % 7 or 7)
    changes = (_last_sunday(year, month) for year in (today.year, today.year + 1) for month in (3, 10))
    spring, autumn = sorted(sorted(day for day in changes if day > today)[:2], key=lambda day: day.month)
    return [
        f"{last}T23:50",
        f"{date(today.year + 1, 1, 1)}T00:10",
        f"{leap}-02-29",
        f"{spring}T02:30",
        f"{autumn}T02:30",
        f"{sunday}T10:00",
        f"{today.year + 5}-{today.month:02}-{min(today.day, 28):02}T09:00",
    ]


def in_turn(today: date) -> str:
    """The day that is on: each comes once a week."""
    found = days(today)
    return found[today.toordinal() % len(found)]


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, calendar.monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _lines(options: argparse.Namespace) -> Iterator[str]:
    if options.in_turn:
        yield in_turn(amsterdam(now()).date())
        return
    library = next(Path("/").glob(LIBRARIES[1:]), None)
    if library is None:
        raise SystemExit("bin/test --on needs Debian's faketime")
    for name, value in environment(moment_of(options.day), library).items():
        yield f"export {name}={value}"


def main(words: list[str]) -> None:
    """Print lines for a shell."""
    parser = argparse.ArgumentParser(prog="python -m tests.shift")
    parser.add_argument("day", nargs="?", default="", help="DATE or DATETHH:MM, on a Dutch clock")
    parser.add_argument("--in-turn", action="store_true", help="print the day that is on today")
    sys.stdout.writelines(f"{line}\n" for line in _lines(parser.parse_args(words)))


if __name__ == "__main__":
    main(sys.argv[1:])
