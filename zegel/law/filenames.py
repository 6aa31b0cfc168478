"""How files are named: Annex VI 6.5 (`omschrijving_jjmmdd.pdf`) and art. 3.14 (`pietersenproductie1`).

`parse_…` gives a frozen value or `Refused` with a proposal. A date is a real day of the calendar or it is no
date; its century is found from the day of filing, which the caller passes as `on`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from zegel.law.numbers import Refused

PDF = frozenset({"pdf"})
LONGEST_NAME = 255
LONGEST_DESCRIPTION = 80

_NUMBER_PREFIX = re.compile(r"0{0,2}([1-9][0-9]{0,2})(?:[ ._\-)]+)(?=[^\W\d_]|[0-9])")
_SIX_DIGITS = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")
_PRODUCTION = re.compile(r"([a-z0-9]+)productie([1-9][0-9]{0,3})(?:\.pdf)?")
_LOOSE_PRODUCTION = re.compile(r"prod(?:uctie|\.)?[ ._\-]*(?:nr\.?|no\.?)?[ ._\-]*0{0,3}([1-9][0-9]{0,3})")
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AttachmentName:
    """A file name by VI 6.5: description, day, and the number the submitter gives the attachment."""

    description: str
    day: date
    number: int | None = None
    extension: str = "pdf"

    def __str__(self) -> str:
        """Give the canonical name, such as `01_dagvaarding_261122.pdf`."""
        prefix = f"{self.number:02d}_" if self.number else ""
        return f"{prefix}{self.description}_{self.day:%y%m%d}.{self.extension}"


@dataclass(frozen=True, slots=True)
class ProductionName:
    """A production by 3.14: the party's short name as key, and its own continuous number."""

    party: str
    number: int

    def __str__(self) -> str:
        """Give the name on the document: `pietersenproductie1`."""
        return f"{self.party}productie{self.number}"

    @property
    def file(self) -> str:
        """Give the name of the digital file: `pietersenproductie1.pdf`."""
        return f"{self}.pdf"


def attachment_name(
    description: str, day: date, *, number: int | None = None, extension: str = "pdf"
) -> AttachmentName:
    """Make a name from plain words; a number in front of the words counts unless another one is given."""
    own, words = _split_number(_words(description))
    kept = words[:LONGEST_DESCRIPTION].strip("-")
    if not any(c.isalpha() for c in kept):
        kept = f"stuk-{kept}".rstrip("-")
    return AttachmentName(kept, day, number or own, extension)


def parse_attachment_name(
    name: str, on: date, *, extensions: frozenset[str] = PDF
) -> AttachmentName | Refused:
    """Check a file name by VI 6.5; order and separators are free, description and real date are not."""
    if len(name) > LONGEST_NAME:
        return _refused(name, "the name is longer than 255 characters", on)
    stem, _, extension = name.rpartition(".")
    if not stem or extension.lower() not in extensions:
        suggestions = () if stem else (str(propose_attachment_name(name, on)),)
        return Refused(name, "the file is not a PDF by its name", suggestions)
    number, rest = _split_number(stem.strip())
    dated = [(m, day) for m in _SIX_DIGITS.finditer(rest) if (day := read_jjmmdd(m[0], on))]
    if not dated:
        six = _SIX_DIGITS.search(rest)
        return _refused(
            name, "the six digits are not a day (jjmmdd)" if six else "the name has no date (jjmmdd)", on
        )
    match, day = dated[-1]
    description = _words(f"{rest[: match.start()]} {rest[match.end() :]}")
    if number is None:
        number, description = _split_number(description)
    if not any(c.isalpha() for c in description):
        return _refused(name, "the name has no description", on)
    return AttachmentName(description, day, number, extension.lower())


def propose_attachment_name(name: str, on: date, *, number: int | None = None) -> AttachmentName:
    """Propose a good name for a bad one: keep its words and number, read its date in any common form, else `on`."""
    stem, _, extension = name[-LONGEST_NAME:].rpartition(".")
    known = extension.lower() if stem and re.fullmatch(r"[A-Za-z0-9]{1,5}", extension) else "pdf"
    rest = stem or extension
    for start, end, day in _dates(rest, on):
        meant = other_reading(day, on) or day
        return attachment_name(f"{rest[:start]} {rest[end:]}", meant, number=number, extension=known)
    return attachment_name(rest, on, number=number, extension=known)


def read_jjmmdd(six: str, on: date) -> date | None:
    """Read yymmdd as a real day: the latest century that is not more than a year after `on`."""
    return _day(int(six[:2]), int(six[2:4]), int(six[4:]), on)


def other_reading(day: date, on: date) -> date | None:
    """Give the ddmmyy reading of six digits when that is within two months of `on` and jjmmdd is not.

    `221126` is 26 November 2022 by VI 6.5; filed in November 2026 it was meant as the 22nd.
    """
    swapped = _day(day.day, day.month, day.year % 100, on)
    if swapped is None or abs((day - on).days) <= 62 or abs((swapped - on).days) > 62:
        return None
    return swapped


def short_name_key(short_name: str) -> str:
    """Give a short party name (3.13) as it stands in file names: lower-case letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", _ascii(short_name))


def production_name(short_name: str, number: int) -> ProductionName | Refused:
    """Make the name of a production; refused when the short name leaves nothing or the number is not positive."""
    key = short_name_key(short_name)
    if not key:
        return Refused(short_name, "the short name has no letters or digits")
    if not 1 <= number <= 9999:
        return Refused(str(number), "a production number counts from 1")
    return ProductionName(key, number)


def parse_production_name(name: str, short_name: str = "") -> ProductionName | Refused:
    """Check a production's file name by 3.14; with `short_name` also whose it is, and a better name is proposed."""
    if len(name) > LONGEST_NAME:
        return Refused(name[:LONGEST_NAME], "the name is longer than 255 characters")
    wanted = short_name_key(short_name)
    match = _PRODUCTION.fullmatch(name)
    if match and wanted in ("", match[1]):
        return ProductionName(match[1], int(match[2]))
    if match:
        reason = "the name does not begin with the party's short name"
        return Refused(name, reason, (str(ProductionName(wanted, int(match[2]))),))
    loose = _LOOSE_PRODUCTION.search(_ascii(name))
    suggestions = (f"{wanted or _party_in(name)}productie{loose[1]}",) if loose else ()
    return Refused(name, "not a production's name such as pietersenproductie1", suggestions)


def _party_in(name: str) -> str:
    """Guess the party from what a loose name says besides "productie 1"."""
    words = _LOOSE_PRODUCTION.sub("", _ascii(name).removesuffix(".pdf"))
    return short_name_key(words) or "partij"


def _refused(name: str, reason: str, on: date) -> Refused:
    return Refused(name, reason, (str(propose_attachment_name(name, on)),))


def _ascii(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


def _words(text: str) -> str:
    """Join the words of a description with hyphens, in lower case, without signs a file system may refuse."""
    return re.sub(r"[^a-z0-9]+", "-", _ascii(text)).strip("-")


def _split_number(stem: str) -> tuple[int | None, str]:
    """Take the attachment number in front of a name apart: `1. brief`, `01_brief` and `1-brief` are number 1."""
    match = _NUMBER_PREFIX.match(stem)
    return (int(match[1]), stem[match.end() :]) if match else (None, stem)


def _day(year: int, month: int, day: int, on: date) -> date | None:
    century = on.year // 100 * 100
    full = year if year > 99 else century + year
    if year <= 99 and full > on.year + 1:
        full -= 100
    try:
        return date(full, month, day)
    except ValueError:
        return None


_Reader = Callable[[re.Match[str]], tuple[int, int, int]]
_DATE_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[-._/ ]?([01][0-9])[-._/ ]?([0-3][0-9])(?![0-9])"),
     lambda m: (int(m[1]), int(m[2]), int(m[3]))),
    (re.compile(r"(?<![0-9])([0-3]?[0-9])[-._/ ]([01]?[0-9])[-._/ ]((?:19|20)?[0-9]{2})(?![0-9])"),
     lambda m: (int(m[3]), int(m[2]), int(m[1]))),
    (re.compile(rf"(?<![0-9])([0-3]?[0-9])[-._ ]?({'|'.join(_MONTHS)})[-._ ]?((?:19|20)?[0-9]{{2}})(?![0-9])", re.IGNORECASE),
     lambda m: (int(m[3]), _MONTHS.index(m[2].lower()) + 1, int(m[1]))),
    (re.compile(r"(?<![0-9])([0-9]{2})([0-9]{2})([0-9]{2})(?![0-9])"),
     lambda m: (int(m[1]), int(m[2]), int(m[3]))),
    (re.compile(r"(?<![0-9])([0-9]{2})([0-9]{2})((?:19|20)?[0-9]{2})(?![0-9])"),
     lambda m: (int(m[3]), int(m[2]), int(m[1]))),
)  # fmt: skip


def _dates(text: str, on: date) -> Iterator[tuple[int, int, date]]:
    """Give the dates in a text with their places, the surest form first."""
    for form, read in _DATE_FORMS:
        for match in form.finditer(text):
            if day := _day(*read(match), on):
                yield match.start(), match.end(), day
