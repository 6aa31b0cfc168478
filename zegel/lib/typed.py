"""What people type, paste and read out, in one spelling, before anything is made of it.

Phones put in other dashes and quotes, word processors soft hyphens, web pages signs nobody sees, Japanese keyboards wide
digits. Everything that is read as a number, a code or an address goes through here first; names and letters never do.
The browser's twin is `web/typed/signs.ts`; `vectors/typed/typed-v1.json` holds both to the same answers.
"""

import re
import unicodedata

# Signs that stand for another; the rest follows from their category.
_TABLE = {
    "-": "\u02d7\u2043\u207b\u208b\u2212\u2796",
    "'": "\u0060\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u02ca\u02cb\u055a\u05f3\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\ua78c",
    '"': "\u00ab\u00bb\u02ba\u02dd\u05f4\u201c\u201d\u201e\u201f\u2033\u2036\u275d\u275e",
    "/": "\u2044\u2215\u29f8",
    "\\": "\u2216\u29f5\u29f9",
    ".": "\u3002\uff61",
}
_SAME = str.maketrans({sign: plain for plain, signs in _TABLE.items() for sign in signs})
# Of no category that says so, and yet nothing is seen of them: joiners, fillers, variation selectors, a picture's place.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\U000e0100-\U000e01ef]"
)
_JOINERS = "\u200c\u200d"
# What separates groups of a code, or stood around it where it was copied.
_AROUND = re.compile(r"""[ .,:;'"_/\\()\[\]<>-]""")


def tidied(text: str, *, joiners: bool = False) -> str:
    """The text in plain signs: nothing unseen, one kind of dash, quote and space, digits 0 to 9, no space around it.

    `joiners` keeps the two unseen signs (U+200C, U+200D) that make another word in some scripts. Doing it twice is the same.
    """
    folded = unicodedata.normalize("NFKC", _UNSEEN.sub("", text).translate(_SAME))
    plain = "".join(_plain(sign, joiners=joiners) for sign in _UNSEEN.sub("", folded))
    # What an unseen sign kept apart comes together here.
    return unicodedata.normalize("NFC", re.sub(" +", " ", plain.translate(_SAME)).strip(" "))


def without_joiners(text: str) -> str:
    """The text where a joiner makes no other word."""
    return re.sub(f"[{_JOINERS}]", "", text)


def plain_code(text: str) -> str:
    """An access or recovery code in the one spelling it has: capitals, and no signs that separate or surround."""
    return unicodedata.normalize("NFC", _AROUND.sub("", tidied(tidied(text).upper())))


def only_digits(text: str) -> str:
    """The digits of a code of digits, however they were grouped or written."""
    return re.sub("[^0-9]", "", tidied(text))


def six_digits(text: str) -> str:
    """The code of six digits in what somebody typed or pasted ("482 913", "Your code is 482913, for 10 minutes"); where no code
    stands alone, all its digits."""
    alone = set(re.findall("(?<![0-9])[0-9]{6}(?![0-9])", tidied(text)))
    return alone.pop() if len(alone) == 1 else only_digits(text)


def _plain(sign: str, *, joiners: bool) -> str:
    if sign.isascii() and sign.isprintable():
        return sign
    if joiners and sign in _JOINERS:
        return sign
    category = unicodedata.category(sign)
    if category[0] == "Z" or sign in "\t\n\v\f\r\x85":
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    return {"Cf": "", "Cc": "", "Pd": "-"}.get(category, sign)
