"""How a case is found: names and numbers folded, so that what people type meets what is kept."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_FOLDED: Final = str.maketrans({"ı": "i", "İ": "i", "ĳ": "ij", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})  # fmt: skip
_APOSTROPHES: Final = re.compile(r"['’‘ʼ`´]")
_OTHER: Final = re.compile(r"[^a-z0-9]+")
LONGEST: Final = 100


def folded(text: str) -> str:
    """Text without case, accents, apostrophes and marks: `’t Hart-O’Brien` becomes `t hart obrien`."""
    lowered = text.translate(_FOLDED).casefold().translate(_FOLDED)
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign)
    )
    return _OTHER.sub(" ", _APOSTROPHES.sub("", plain)).strip()


def search_text(names: Iterable[str], numbers: Iterable[str]) -> str:
    """All that a case is found by. A number stands there with its separators as spaces and without any."""
    parts = [folded(name) for name in names]
    for number in numbers:
        spaced = folded(number)
        parts += [spaced, spaced.replace(" ", "")]
    return " ".join(dict.fromkeys(part for part in parts if part))


def search_words(typed: str) -> list[str]:
    """What must all stand in a case's `search_text`: the words, or a number in any spelling as one word."""
    words = folded(typed[:LONGEST]).split()
    joined = "".join(words)
    if any(sign.isdigit() for sign in joined) and len(words) > 1:
        return [joined]
    return words
