"""Lengths of terms: a number of hours, days, weeks, months or years, and how each is added to a day.

The day of the event is not counted: a term of two days after Friday ends on Sunday. A month ends on the
day with the same number, or on the last day of a shorter month.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal, Self

from zegel.law.errors import LawError
from zegel.law.texts import gettext_noop

Unit = Literal["hours", "days", "weeks", "months", "years"]
UNITS: dict[str, Unit] = {"h": "hours", "d": "days", "w": "weeks", "m": "months", "y": "years"}
_LENGTH = re.compile(r"([1-9]\d{0,3})([hdwmy])")


@dataclass(frozen=True, slots=True)
class Length:
    """How long a term is, in the unit its text uses: four weeks is not 28 days to the Atw."""

    number: int
    unit: Unit

    def __str__(self) -> str:
        """Give the length in English."""
        return f"{self.number} {self.unit if self.number > 1 else self.unit[:-1]}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `3d`, `4w`, `3m`, `24h` or `1y`."""
        found = _LENGTH.fullmatch(text)
        if found is None:
            raise LawError(
                "bad-length",
                gettext_noop("{given} is not a length such as 24h, 3d, 4w, 3m or 1y."),
                {"given": text},
            )
        return cls(int(found[1]), UNITS[found[2]])

    @property
    def excluded(self) -> bool:
        """Say whether art. 4 a Atw takes a term of this length out of that statute."""
        limit = {"hours": 0, "days": 90, "weeks": 12, "months": 3, "years": 0}[self.unit]
        return self.number > limit

    @property
    def at_least_three_days(self) -> bool:
        """Say whether art. 2 Atw (two ordinary days) can apply."""
        return self.unit not in ("hours", "days") or (self.unit == "days" and self.number >= 3)

    def after(self, day: date) -> date:
        """Give the last day of a term of this length that starts the day after `day`."""
        if self.unit == "hours":
            raise ValueError("hours are added to a moment, not to a day")
        if self.unit in ("days", "weeks"):
            return day + timedelta(days=self.number * (7 if self.unit == "weeks" else 1))
        return add_months(day, self.number * (12 if self.unit == "years" else 1))


def add_months(day: date, months: int) -> date:
    """Give the same day number a number of months later (or earlier), or that month's last day.

    Raises OverflowError, as day arithmetic does, beyond the years a date can hold.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError("year out of range")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
