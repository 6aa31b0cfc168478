"""What somebody looks for when they type a number of a case, a name or a day."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from zegel.law.numbers import Refused, parse_reference, parse_summary_number
from zegel.lib.search import folded, joined

LONGEST: Final = 100

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february feb", "maart march mrt mar", "april apr", "mei may", "juni june jun",
            "juli july jul", "augustus august aug", "september sep sept", "oktober october okt oct", "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_EDGE, _END = r"(?<![\w/.-])", r"(?![\w/-])"
_DAYS: Final = (
    re.compile(rf"{_EDGE}(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_END}"),
    re.compile(
        rf"{_EDGE}(?P<day>\d{{1,2}})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<year>\d{{4}}){_END}"
    ),
    re.compile(
        rf"{_EDGE}(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?\s+(?P<year>\d{{4}}){_END}",
        re.IGNORECASE,
    ),
)


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for: words that must all stand in a `search_text`, and a day."""

    words: tuple[str, ...]
    day: date | None = None


def sought(typed: str) -> Sought:
    """What somebody typed: a number of a case in any spelling (both together too), or names and pieces of numbers in any order,
    and with either a day, such as `16 december 2026` or `16-12-2026`."""
    text = typed[:LONGEST]
    day, rest = _day_in(text)
    summary, reference = parse_summary_number(rest), parse_reference(rest)
    if not isinstance(summary, Refused):
        return Sought((joined(str(summary)),), day)
    if not isinstance(reference, Refused):
        numbers = [str(number) for number in (reference.case, reference.summary) if number]
        return Sought(tuple(map(joined, numbers)), day)
    return Sought(tuple(folded(rest).split()), day)


def _day_in(text: str) -> tuple[date | None, str]:
    """The first day that stands in a text, and the text without it."""
    for form in _DAYS:
        if found := form.search(text):
            month = _MONTHS.get(found["month"].lower()) or int(found["month"])
            try:
                day = date(int(found["year"]), month, int(found["day"]))
            except ValueError:
                continue
            return day, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text
