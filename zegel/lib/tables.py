"""A table somebody saved from a spreadsheet: CSV in whatever encoding and with whatever separator, never read wrongly in silence.

What says nothing of its encoding is read by proof: UTF-8 and UTF-16 by their form, the older ones by whether the letters they give
are letters where names have them. Where two readings are about as good, the file is refused with both, for a person to see.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from zegel.lib.refusals import Refusal

SEPARATORS = ";,\t|"
# In the order of how often they are met; those of Windows, then of the command window, and of older Macs.
_OLDER = ("cp1252", "cp1254", "cp1250", "cp850", "mac-roman")
_NAMES = {
    "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32": "UTF-32", "cp1252": "Windows-1252",
    "cp1254": "Windows-1254", "cp1250": "Windows-1250", "cp850": "MS-DOS 850", "mac-roman": "Mac Roman",
}  # fmt: skip
_WORD = re.compile(r"\S*[^\x00-\x7f]\S*")
# A letter of UTF-8 in two bytes: in a file that is no UTF-8 it means that names were broken on the way here.
_MIXED = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
# How readily a letter of a name is believed.
_WEIGHTS = {
    3.0: "éëïöüäçáóíñ",
    2.5: "èêàâôß",
    2.0: "ğışščžćřěůłśżźńąęőűțșăďťň",
    2.2: "ø",
    1.5: "æåãîûúùòì",
    0.5: "õœ",
    0.0: "ýþðÿªº",
}
_WEIGHT = {sign: weight for weight, signs in _WEIGHTS.items() for sign in signs}
# Most files here that say nothing are of Windows in a western language.
_USUAL = {"cp1252": 2.0}
_MARGIN = 1.25
_MOST_WORDS = 5000


class TableUnreadable(ValueError):
    """The bytes are no table of text; `line` is where it went wrong, if that is known."""

    def __init__(self, line: int = 0) -> None:
        super().__init__(line)
        self.line = line


class TableAmbiguous(Refusal):
    """Two readings are about as good; which is right only a person can see."""

    code = "table-encoding"
    message = (
        "We cannot tell which letters are meant: “{first}” ({first_encoding}) or “{second}” ({second_encoding}). "
        "Save the file as CSV UTF-8 and choose it again."
    )


@dataclass(frozen=True, slots=True)
class Table:
    """The lines that are not empty, each with the number it begins at (counted as an editor does), the names of columns first.

    `odd` are the words with other signs than ASCII, where the file did not say itself how they are written: for a person to judge.
    """

    encoding: str
    separator: str
    lines: tuple[tuple[int, list[str]], ...]
    odd: tuple[str, ...]


def read_table(data: bytes) -> Table:
    """Read a table.

    Raises:
        TableUnreadable, TableAmbiguous.
    """
    text, encoding = decoded(data)
    text, separator, skipped = _separated(text)
    lines = tuple(_lines(text, separator, skipped))
    sure = encoding.startswith("utf")
    return Table(encoding, separator, lines, () if sure else tuple(dict.fromkeys(_words(text))))


def encoding_name(encoding: str) -> str:
    """What people call an encoding."""
    return _NAMES[encoding]


def decoded(data: bytes) -> tuple[str, str]:
    """The text, and the encoding that it was found to have.

    Raises:
        TableUnreadable, TableAmbiguous.
    """
    encoding = _declared(data)
    if encoding:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            raise TableUnreadable from None
        if "\0" in text:
            raise TableUnreadable
        return text.removeprefix("\ufeff"), encoding
    if b"\0" in data or _MIXED.search(data):
        raise TableUnreadable
    return _by_letters(data)


def _declared(data: bytes) -> str:
    """What the first bytes or the form of all say for certain; empty when they say nothing."""
    if data[:4] in {b"\xff\xfe\0\0", b"\0\0\xfe\xff"}:
        return "utf-32"
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    # Without a mark: names of columns are ASCII, so every other byte of them is nought.
    head = data[:20]
    for encoding, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        if len(head) == 20 and not any(head[at::2]) and all(head[1 - at :: 2]):
            return encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "utf-8-sig"


def _by_letters(data: bytes) -> tuple[str, str]:
    readings: dict[str, tuple[float, str]] = {}
    for encoding in _OLDER:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text not in readings:
            readings[text] = (_plausible(text) + _USUAL.get(encoding, 0.0), encoding)
    ranked = sorted(((score, encoding, text) for text, (score, encoding) in readings.items()), reverse=True)
    best, others = ranked[0], ranked[1:]
    if best[0] <= 0:
        raise TableUnreadable
    if others and others[0][0] > best[0] - _MARGIN:
        raise _ambiguous(best, others[0])
    return best[2], best[1]


def _ambiguous(best: tuple[float, str, str], other: tuple[float, str, str]) -> TableAmbiguous:
    return TableAmbiguous(
        field="file",
        first=_difference(best[2], other[2]),
        first_encoding=encoding_name(best[1]),
        second=_difference(other[2], best[2]),
        second_encoding=encoding_name(other[1]),
    )


def _difference(text: str, other: str) -> str:
    """The first words that two readings differ in."""
    pairs = zip(_words(text), _words(other), strict=False)
    return ", ".join(list(dict.fromkeys(word for word, otherwise in pairs if word != otherwise))[:3])


def _words(text: str) -> Iterator[str]:
    for cell in re.split(r"[;,\t|\r\n\"]", text):
        if not cell.isascii():
            yield cell.strip()


def _plausible(text: str) -> float:
    """How much a text looks like names and addresses: each kind of word counts once, so that size does not matter."""
    words = Counter(_WORD.findall(text))
    return sum(_word_plausible(word) for word in list(words)[:_MOST_WORDS])


def _word_plausible(word: str) -> float:
    total = 0.0
    for at, sign in enumerate(word):
        if not sign.isascii():
            total += _sign_plausible(sign, word[at - 1 : at] if at else "", word[at + 1 : at + 2])
    return total


def _sign_plausible(sign: str, before: str, after: str) -> float:
    if sign.isalpha():
        return _letter_plausible(sign, before, after)
    if (sign == "\u2019" and after.isalpha()) or (
        sign == "\u2018" and not before.isalpha() and after.isalpha()
    ):
        return 2.5
    inside = before.isalpha() and after.isalpha()
    if (
        sign in "\u2018\u201c\u201d\u201e\u2013\u2014\u00a0\u00b7\u20ac\u00a7\u00b0\u00ab\u00bb"
        and not inside
    ):
        return 0.0
    return -8.0 if inside else -5.0


def _letter_plausible(sign: str, before: str, after: str) -> float:
    # RenŽ, MšLLER: a capital among small letters, or the other way round, is of another encoding.
    among_small = sign.isupper() and (before.islower() or (before.isalpha() and after.islower()))
    if among_small or (sign.islower() and before.isupper() and after.isupper()):
        return -6.0
    if not before.isalpha() and not after.isalpha():
        return -3.0  # no word is one accented letter
    if _foreign_here(sign.lower(), before, after):
        return -2.0
    return _WEIGHT.get(sign.lower(), -2.0) * (0.8 if sign.isupper() else 1.0)


def _foreign_here(sign: str, before: str, after: str) -> bool:
    """Whether a western letter stands where no western language has it, and a Slavic one of the same byte often does."""
    vowels = "aeiouyáéíóúý"
    if sign in "èê":
        return after.lower() in vowels and after != ""
    return (sign == "æ" and not after.isalpha()) or (
        sign == "ø" and before.lower() in vowels and before != ""
    )


def _separated(text: str) -> tuple[str, str, int]:
    """The text without the line by which Excel names its separator, the separator, and how many lines that took."""
    head, _, rest = text.partition("\n")
    named = re.fullmatch(r'"?sep=(.)"?[;,\t|]*', head.strip("\r "), re.IGNORECASE)
    if named and named[1] in SEPARATORS:
        return rest, named[1], 1
    bare = re.sub(r'"[^"]*"', "", head)
    return text, max(SEPARATORS, key=bare.count), 0


def _lines(text: str, separator: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        begins = reader.line_num + 1 + skipped
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise TableUnreadable(begins) from None
        if any(cell.strip() for cell in cells):
            yield begins, cells
