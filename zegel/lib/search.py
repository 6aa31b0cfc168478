"""The words somebody looks for, as patterns that find each spelling: O’Connor and O'Connor, "Vries, A. de" and "A. de Vries"."""

import re

from zegel.lib.typed import tidied

MOST_WORDS = 5
_QUOTES = "'\u2019\u2018\u02bc\u00b4`"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014"
_AROUND = ',;:"\u201c\u201d\u201e()<>[]'


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
