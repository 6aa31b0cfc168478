"""The calendar of the Algemene termijnenwet (Atw): which days are free, on what basis, and how sure.

A free day is a Saturday, a Sunday or a day of art. 3 Atw; every other day is an ordinary day, and that is
also what PR 1.2 s calls a working day (werkdag). Days of art. 3(1) and (2) follow from rules; days equated
by royal decree (art. 3(3)) are dated data and nothing else: no formula fits them. Unit: the legal day, a
`date` in Europe/Amsterdam. Years before 2010 are refused. Beyond the last decree the calendar still
answers, and `complete_between` says that it may miss equated days.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import NamedTuple

from zegel.law.errors import LawError
from zegel.law.sources import ATW, Article, Instrument, article
from zegel.law.texts import gettext_noop

FIRST_YEAR = 2010
LAST_YEAR = 9998
SATURDAY = 5
EQUATED_NL = "Met een feestdag gelijkgestelde dag"
EQUATED_EN = gettext_noop("Day equated with a public holiday")


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A day of art. 3 Atw in one year, with the decree that equated it where there is one."""

    day: date
    name_nl: str
    name_en: str
    basis: Article
    verified: bool = True
    decree: Instrument | None = None

    def __str__(self) -> str:
        """Give the English name."""
        return self.name_en


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """A yearly day of art. 3(1) or (2): a fixed date, or a number of days after Easter Sunday."""

    name_nl: str
    name_en: str
    paragraph: str
    month: int = 0
    day: int = 0
    easter: int | None = None
    sunday: str = ""
    since: int = FIRST_YEAR
    until: int = LAST_YEAR

    def in_year(self, year: int) -> FreeDay | None:
        """Give the day in a year, or nothing when the rule does not hold in that year."""
        if not self.since <= year <= self.until:
            return None
        if self.easter is None:
            day = date(year, self.month, self.day)
        else:
            day = easter_sunday(year) + timedelta(days=self.easter)
        if self.sunday == "day-before" and day.weekday() > SATURDAY:
            day -= timedelta(days=1)
        return FreeDay(day, self.name_nl, self.name_en, article(ATW, self.paragraph))


@dataclass(frozen=True, slots=True)
class Decree:
    """A royal decree of art. 3(3) Atw: its days, the whole years it covers, and how it was seen."""

    instrument: Instrument
    days: tuple[date, ...]
    covers_from: date
    covers_until: date
    verified: bool
    complete: bool

    def in_year(self, year: int) -> Iterable[FreeDay]:
        """Give the equated days in a year."""
        basis = article(ATW, "3(3)")
        for day in self.days:
            if day.year == year:
                yield FreeDay(day, EQUATED_NL, EQUATED_EN, basis, self.verified, self.instrument)


class _Year(NamedTuple):
    """One year made ready for counting: `rank[i]` ordinary days up to and including day number i."""

    first: int
    free: dict[date, FreeDay]
    ordinary: tuple[int, ...]
    rank: tuple[int, ...]


class Calendar:
    """Free and ordinary days. Built from rules and decrees; counts by table, one table a year."""

    def __init__(self, rules: Iterable[HolidayRule], decrees: Iterable[Decree]) -> None:
        """Take the rules of art. 3(1)-(2) and the decrees of art. 3(3)."""
        self.rules = tuple(rules)
        self.decrees = tuple(sorted(decrees, key=lambda decree: decree.covers_from))
        covered = (d for d in self.decrees if d.complete)
        self._complete = {y for d in covered for y in range(d.covers_from.year, d.covers_until.year + 1)}
        self._years: dict[int, _Year] = {}

    @property
    def known_until(self) -> date:
        """Give the last day for which the equated days are known."""
        return date(max(self._complete), 12, 31)

    @property
    def gaps(self) -> tuple[int, ...]:
        """Give the years before `known_until` for which the equated days are not all known."""
        return tuple(year for year in range(FIRST_YEAR, max(self._complete)) if year not in self._complete)

    def complete_between(self, first: date, last: date) -> bool:
        """Say whether all equated days from `first` to `last` are known; refuse years outside the calendar."""
        self._year(first.year), self._year(last.year)
        return all(year in self._complete for year in range(first.year, last.year + 1))

    def days_in(self, year: int) -> tuple[FreeDay, ...]:
        """Give the days of art. 3 Atw in a year, in order, also those on a Saturday or Sunday."""
        return tuple(sorted(self._year(year).free.values(), key=lambda free: free.day))

    def free_day(self, day: date) -> FreeDay | None:
        """Give the day of art. 3 Atw on this date, if it is one."""
        return self._year(day.year).free.get(day)

    def is_ordinary(self, day: date) -> bool:
        """Say whether a day is neither Saturday, Sunday nor a day of art. 3 Atw."""
        return day.weekday() < SATURDAY and day not in self._year(day.year).free

    def ordinary_after(self, day: date, number: int = 1) -> date:
        """Give the n-th ordinary day after a day, that day itself not counted."""
        year, table = day.year, self._year(day.year)
        position = table.rank[day.toordinal() - table.first] + number - 1
        while position >= len(table.ordinary):
            position -= len(table.ordinary)
            year += 1
            table = self._year(year)
        return date.fromordinal(table.ordinary[position])

    def ordinary_before(self, day: date, number: int = 1) -> date:
        """Give the n-th ordinary day before a day, that day itself not counted."""
        year, table = day.year, self._year(day.year)
        position = table.rank[day.toordinal() - table.first] - self.is_ordinary(day) - number
        while position < 0:
            year -= 1
            table = self._year(year)
            position += len(table.ordinary)
        return date.fromordinal(table.ordinary[position])

    def ordinary_between(self, first: date, last: date) -> int:
        """Count the ordinary days from `first` to `last`, both included; none when `last` is earlier."""
        if last < first:
            return 0
        head = self._year(first.year)
        number = first.toordinal() - head.first
        count = -head.rank[number - 1] if number else 0
        for year in range(first.year, last.year):
            count += len(self._year(year).ordinary)
        tail = head if first.year == last.year else self._year(last.year)
        return count + tail.rank[last.toordinal() - tail.first]

    def _year(self, year: int) -> _Year:
        table = self._years.get(year)
        if table is None:
            table = self._years[year] = self._build(year)
        return table

    def _build(self, year: int) -> _Year:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise LawError(
                "outside-calendar",
                gettext_noop("The calendar runs from {first} to {last}; {year} lies outside."),
                {"first": FIRST_YEAR, "last": LAST_YEAR, "year": year},
                (article(ATW, "3"),),
            )
        equated = {free.day: free for decree in self.decrees for free in decree.in_year(year)}
        by_rule = (rule.in_year(year) for rule in self.rules)
        free = equated | {day.day: day for day in by_rule if day is not None}
        first = date(year, 1, 1).toordinal()
        ordinary, rank = [], []
        for number in range(first, date(year, 12, 31).toordinal() + 1):
            day = date.fromordinal(number)
            if day.weekday() < SATURDAY and day not in free:
                ordinary.append(number)
            rank.append(len(ordinary))
        return _Year(first, free, tuple(ordinary), tuple(rank))


def easter_sunday(year: int) -> date:
    """Give Easter Sunday of the Gregorian calendar (the anonymous computus, Meeus/Jones/Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def read_calendar(folder: Traversable) -> Calendar:
    """Build a calendar from a folder with `holidays.toml` and any number of `decree-*.toml`.

    A new decree is a new file. Raises ValueError for a day outside the years its decree covers.
    """
    listed = tomllib.loads((folder / "holidays.toml").read_text(encoding="utf-8"))["day"]
    rules = [
        HolidayRule(**{("since" if key == "from" else key): value for key, value in entry.items()})
        for entry in listed
    ]
    files = sorted(
        (file for file in folder.iterdir() if file.name.startswith("decree-")), key=lambda file: file.name
    )
    return Calendar(rules, (_read_decree(file) for file in files if file.name.endswith(".toml")))


def _read_decree(file: Traversable) -> Decree:
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    days: tuple[date, ...] = tuple(data["days"])
    outside = [day for day in days if not data["covers_from"] <= day <= data["covers_until"]]
    if outside:
        raise ValueError(f"{file.name}: {outside[0]} lies outside the years covered")
    instrument = Instrument(
        "KB",
        data["title"],
        data["published"],
        data["url"],
        read="primary" if data["verified"] else "secondary",
    )
    return Decree(
        instrument, days, data["covers_from"], data["covers_until"], data["verified"], data["complete"]
    )


@cache
def atw_calendar() -> Calendar:
    """Give the calendar that is shipped with the program, read once."""
    return read_calendar(resources.files("zegel.law") / "data" / "calendar")
