"""What a name looks like to the eye: two names with one skeleton can be taken for each other.

Case, accents, spaces, marks and unseen signs do not count; letters of other scripts count as the Latin letter they look like
(Unicode's table of confusables, UTS 39), and so do the digits that stand for letters.
"""

import re
import unicodedata
from functools import cache, lru_cache

from confusable_homoglyphs.confusables import confusables_data

# A letter made of another: with a stroke or a tail, small capital, in a circle or a square.
_MADE_OF = re.compile(
    r"(?:LETTER|SYMBOL) (?:DOTLESS |SMALL CAPITAL |CAPITAL |SMALL |SCRIPT |LONG )*([A-Z])(?: WITH .+)?$"
)
_TOGETHER = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ĳ": "ij"}
# What one cannot tell apart in most type; both sides are written alike, so nothing is lost but the difference.
_ALIKE = str.maketrans(
    {
        "i": "l",
        "j": "l",
        "1": "l",
        "|": "l",
        "!": "l",
        "0": "o",
        "3": "e",
        "4": "a",
        "5": "s",
        "7": "t",
        "8": "b",
        "$": "s",
        "@": "a",
        "€": "e",
    }
)
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
LONGEST = 400


@lru_cache(maxsize=16384)
def skeleton(text: str) -> str:
    """The letters and digits of a text without anything between; the same for all that look alike."""
    plain = "".join(map(_latin, unicodedata.normalize("NFKD", text[:LONGEST]))).casefold().translate(_ALIKE)
    kept = re.sub(r"[\W_]", "", plain)
    for pair, single in _PAIRS:
        kept = kept.replace(pair, single)
    return kept


def skeletons(text: str) -> list[str]:
    """The skeleton of each word."""
    folded = unicodedata.normalize("NFKD", text[:LONGEST])
    found = (skeleton(word) for word in re.split(r"[\s.,:;/()&+_-]+", folded))
    return [word for word in found if word]


def nearly(word: str, other: str) -> bool:
    """Whether two words differ by one letter at most: another, one more, one less, or two that changed places."""
    if abs(len(word) - len(other)) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), None)
    if same is None:
        return True
    rest, others = word[same:], other[same:]
    swapped = len(rest) > 1 and rest[:2] == others[1::-1] and rest[2:] == others[2:]
    return swapped or rest[1:] == others[1:] or rest == others[1:] or rest[1:] == others


@cache
def _latin(sign: str) -> str:
    """The Latin letter a sign looks like; empty for a mark that stands on another."""
    if sign.isascii():
        return sign
    if sign in _TOGETHER:
        return _TOGETHER[sign]
    if unicodedata.category(sign)[0] in "MC":
        return ""
    for way in (sign, sign.upper(), sign.lower()):
        found = _listed(way) or _made_of(way)
        if found:
            return found
    return sign


def _listed(sign: str) -> str:
    """What Unicode's table says the sign looks like, where that is Latin in the end."""
    for other in confusables_data.get(sign, ()):
        kept = "".join(part for part in unicodedata.normalize("NFKD", other["c"]) if part.isascii())
        if kept.isalnum():
            return kept
        if _made_of(other["c"]):
            return _made_of(other["c"])
    return ""


def _made_of(sign: str) -> str:
    found = _MADE_OF.search(unicodedata.name(sign, "")) if len(sign) == 1 else None
    latin = found and any(
        word in unicodedata.name(sign) for word in ("LATIN", "SQUARED", "CIRCLED", "REGIONAL")
    )
    return found[1].lower() if found and latin else ""
