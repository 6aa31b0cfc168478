"""How names and numbers are found, however they are written: as patterns for what is kept as it was written, or folded for what is kept folded
to be found by. O’Connor and O'Connor, "Vries, A. de" and "A. de Vries"."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from zegel.lib.typed import tidied

MOST_WORDS = 5
_QUOTES = "'\u2019\u2018\u02bc\u00b4`"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014"
_AROUND = ',;:"\u201c\u201d\u201e()<>[]'

_FOLDED: Final = str.maketrans({"ı": "i", "İ": "i", "ĳ": "ij", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})  # fmt: skip
_APOSTROPHES: Final = re.compile(r"['’‘ʼ`´]")
# Letters of every alphabet stay: somebody's name may be written in another.
_OTHER: Final = re.compile(r"[\W_]+")


def patterns(text: str) -> list[str]:
    """A regular expression (as PostgreSQL and Python both read it) for each word; what separates names is no part of a word."""
    words = (word.strip(_AROUND) for word in re.split(r"[\s,;]+", tidied(text, joiners=True)))
    return [_pattern(word) for word in words if word][:MOST_WORDS]


def _pattern(word: str) -> str:
    signs = (f"[{signs}]" if (signs := _same(sign)) else re.escape(sign) for sign in word)
    return "".join(signs)


def _same(sign: str) -> str:
    """The signs one may stand for, the hyphen in front so that it is no range."""
    return next((signs for signs in (_QUOTES, _DASHES) if sign in signs), "")


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
    """All that something is found by. A number stands there with its separators as spaces and without any."""
    parts = [folded(name) for name in names]
    for number in numbers:
        parts += [folded(number), joined(number)]
    return " ".join(dict.fromkeys(part for part in parts if part))


def joined(number: str) -> str:
    """A number without its separators, folded."""
    return folded(number).replace(" ", "")
