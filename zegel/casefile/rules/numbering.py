"""Which row of numbers a new case takes its own from (art. 4.2). The grammar is `law.numbers`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from zegel.casefile.errors import CourtWithoutCode
from zegel.law.courts import Court, Matter
from zegel.law.numbers import CantonNumber, CaseNumber, SummaryNumber

LOCATION_CODES: Final[Mapping[str, str]] = {"Leeuwarden": "17", "Groningen": "18", "Assen": "19"}
"""The code of a location of a court that has several: ECLI:NL:RBNNE:2018:4565 (17), ECLI:NL:GHARL:2018:3375 (18), in print (19)."""

SUMMARY: Final = "KG ZA"
CANTON_ROLL: Final = "VV EXPL"
CANTON: Final = "kanton"
LARGEST_CIVIL: Final = 999_999
FIRST_CANTON: Final = 10_000_000
"""Numbers in kanton have eight digits; they are one row for all courts."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of numbers: of which court (empty: of all), its name, and the year it is of (0: it runs on)."""

    court: str
    series: str
    year: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """The two rows a case takes a number from: zaaknummer and kort-gedingnummer."""

    case: Row
    summary: Row


def rows_for(court: Court, location: str, matter: Matter, on: date) -> Rows:
    """Where the numbers of a case registered on a day (in the Netherlands) come from.

    Raises:
        CourtWithoutCode: no code of this court is known for the location.
    """
    if matter == "kanton":
        return Rows(Row("", CANTON), Row(court.slug, CANTON_ROLL, on.year))
    return Rows(Row(court.slug, f"C/{code_of(court, location)}"), Row(court.slug, SUMMARY, on.year))


def code_of(court: Court, location: str) -> str:
    """The middle of a zaaknummer (`C/13/…`) given at a location.

    Raises:
        CourtWithoutCode.
    """
    codes = list(court.codes)
    if len(codes) == 1:
        return codes[0]
    code = LOCATION_CODES.get(location, "")
    if code not in codes:
        raise CourtWithoutCode(court=court.name, location=location)
    return code


def written(rows: Rows, case: int, summary: int) -> tuple[str, str]:
    """The two numbers in the spelling of `law.numbers`, from the next one of each row."""
    year = f"{rows.summary.year % 100:02}"
    roll = SummaryNumber(rows.summary.series, year, summary)
    if rows.case.series == CANTON:
        return str(CantonNumber(f"{FIRST_CANTON + case}")), str(roll)
    return str(CaseNumber(rows.case.series.removeprefix("C/"), f"{case:06}")), str(roll)
