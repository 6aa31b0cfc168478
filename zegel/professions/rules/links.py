"""Pure decisions about who may be whom in a profession's register."""

import re
import unicodedata
from datetime import datetime, timedelta

CODE_LIFE = timedelta(minutes=10)


CODE_PAUSE = timedelta(seconds=60)


WRONG_TRIES = 5


DAY = timedelta(days=1)


# With five guesses at each code, fifty guesses a day at one in a million, for one account and at one number alike;
# whoever has many accounts and addresses meets the limit of the number.
CLAIMS_AN_ACCOUNT = 10


CLAIMS_A_NUMBER = 10


# A whole office may be linking on its first morning.
CLAIMS_A_PLACE = 100


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _listed("mr mrs ms mw mevr mevrouw dhr heer dr drs prof ir ing jhr jkvr mag llm bsc msc phd")


_PREFIXES = _listed("van von de der den ten ter te het t s d du la le el al op aan in onder bij voor")


# Letters that do not fall apart into a letter and a sign.
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th"})


def names_match(text: str, other: str) -> bool:
    """Whether two ways to write a name can be the same person's: a family name and an initial in common.

    Titles, prefixes, accents and the order of a double name do not count: `mr. A. de Vries`, `Vries, Anna de` and
    `A.B. de Vries-Jansen` can be one, `J. Jansen` and `K. Jansen` cannot.
    """
    given, family = _parts(text)
    others, families = _parts(other)
    return bool(given & others) and bool(family & families)


def _parts(name: str) -> tuple[set[str], set[str]]:
    """Initials, and the parts of the family name."""
    last, comma, first = name.partition(",")
    text = f"{first} {last}" if comma and _words(first) else name
    words = [word for word in _words(text) if word not in _TITLES]
    if not words:
        return set(), set()
    # The family name begins at a prefix after the first name, or is the last word; a double one counts twice.
    start = next(
        (at for at, word in enumerate(words) if at and word in _PREFIXES and len(word) > 1), len(words) - 1
    )
    family = {part for word in words[start:] for part in word.split("-") if part not in _PREFIXES}
    given = {part[0] for word in words[:start] for part in word.split("-") if part}
    return given, {part for part in family if len(part) > 1}


def _words(text: str) -> list[str]:
    """Words without accents and dots; a double name stays together, `O'Connor` is one word, `A.B.` is two."""
    flat = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(sign for sign in flat if not unicodedata.combining(sign)).translate(_LETTERS)
    joined = re.sub(r"\bll\.? ?m\b", "llm", re.sub(r"['’`]", "", plain))
    return re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", re.sub(r"\s*[-‐‑–]\s*", "-", joined))


def code_pause(last: datetime | None, at: datetime) -> int:
    """Seconds until a next code may be asked; 0 when now."""
    if last is None:
        return 0
    return max(0, -(-int((last + CODE_PAUSE - at).total_seconds() * 1000) // 1000))
