"""How a case is found: names and numbers folded, so that what people type meets what is kept."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from zegel.law.numbers import Refused, parse_reference, parse_summary_number

_FOLDED: Final = str.maketrans({"ı": "i", "İ": "i", "ĳ": "ij", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})  # fmt: skip
_APOSTROPHES: Final = re.compile(r"['’‘ʼ`´]")
# Letters of every alphabet stay: somebody's name may be written in another.
_OTHER: Final = re.compile(r"[\W_]+")
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
    """What somebody looks for: words that must all stand in a case's `search_text`, and a day of the case."""

    words: tuple[str, ...]
    day: date | None = None


def folded(text: str) -> str:
    """Text without case, accents, apostrophes and marks: `’t Hart-O’Brien` becomes `t hart obrien`."""
    # Before the letters are taken apart: a free-standing accent would become a space, and a sign nobody sees would part a name.
    joined = _APOSTROPHES.sub("", "".join(sign for sign in text if unicodedata.category(sign) != "Cf"))
    lowered = joined.translate(_FOLDED).casefold().translate(_FOLDED)
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign)
    )
    return _OTHER.sub(" ", _APOSTROPHES.sub("", plain).translate(_FOLDED)).strip()


def search_text(names: Iterable[str], numbers: Iterable[str]) -> str:
    """All that a case is found by. A number stands there with its separators as spaces and without any."""
    parts = [folded(name) for name in names]
    for number in numbers:
        parts += [folded(number), _joined(number)]
    return " ".join(dict.fromkeys(part for part in parts if part))


def sought(typed: str) -> Sought:
    """What somebody typed: a number of a case in any spelling (both together too), or names and pieces of numbers in any order,
    and with either a day, such as `16 december 2026` or `16-12-2026`."""
    text = typed[:LONGEST]
    day, rest = _day_in(text)
    summary, reference = parse_summary_number(rest), parse_reference(rest)
    if not isinstance(summary, Refused):
        return Sought((_joined(str(summary)),), day)
    if not isinstance(reference, Refused):
        numbers = [str(number) for number in (reference.case, reference.summary) if number]
        return Sought(tuple(map(_joined, numbers)), day)
    return Sought(tuple(folded(rest).split()), day)


def _joined(number: str) -> str:
    return folded(number).replace(" ", "")


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
