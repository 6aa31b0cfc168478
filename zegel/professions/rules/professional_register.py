"""Reading a register file: bytes in, rows and sentences about bad cells out. Never anything but a refusal is raised."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zegel.law.numbers import parse_bar_number, parse_kbvg_number
from zegel.lib.refusals import Refusal
from zegel.lib.tables import TableUnreadable, read_table
from zegel.notify.errors import AddressRefused
from zegel.notify.rules import check_address
from zegel.professions.errors.professional_register import (
    CellBailiffNumber,
    CellChoice,
    CellDate,
    CellEmail,
    CellEmpty,
    CellFormula,
    CellNumber,
    CellSigns,
    CellTooLong,
    CellTwice,
    DatesReversed,
    RegisterColumns,
    RegisterEmpty,
    RegisterTooLarge,
    RegisterUnreadable,
    RowLength,
)

MOST_MEGABYTES = 50


# A page answers while somebody waits; a larger file goes by `zegel manage import_register`.
MOST_MEGABYTES_PAGE = 10


# A file of only bad lines need not be told line by line.
MOST_BAD = 200


_LENGTHS: Mapping[str, int] = {
    "kind": 20, "number": 40, "name": 200, "email": 254, "office": 200, "address": 300, "status": 20,
    "from": 10, "until": 10,
}  # fmt: skip


COLUMNS = tuple(_LENGTHS)


_OPTIONAL = frozenset({"office", "address", "from", "until"})


# Dutch names of columns and words, as an administrator may find them in what the profession hands out.
_NAMES: Mapping[str, str] = {
    "soort": "kind", "nummer": "number", "naam": "name", "e-mail": "email", "kantoor": "office", "adres": "address",
    "vanaf": "from", "tot en met": "until", "t/m": "until",
}  # fmt: skip


_KINDS: Mapping[str, str] = {"bar": "bar", "kbvg": "kbvg"}


_STATUSES: Mapping[str, str] = {
    "active": "active", "suspended": "suspended", "struck": "struck",
    "actief": "active", "geschorst": "suspended", "geschrapt": "struck",
}  # fmt: skip


_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


_DUTCH_DAY = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")


_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One lawyer or bailiff as a register file has them; the number in its one spelling."""

    kind: str
    number: str
    name: str
    email: str
    office: str
    address: str
    status: str
    status_from: date | None = None
    status_until: date | None = None


@dataclass(frozen=True, slots=True)
class BadCell:
    """What is wrong on a line (counted as an editor does) of the file, and in which column; empty for the whole line."""

    line: int
    column: str
    why: Refusal


@dataclass(frozen=True, slots=True)
class ReadRegister:
    """What a file says. `rows` is worth nothing while anything is bad; `odd` as in `Table`."""

    rows: tuple[RegisterRow, ...]
    bad: tuple[BadCell, ...]
    encoding: str
    separator: str
    odd: tuple[str, ...] = ()


def read_register(data: bytes) -> ReadRegister:
    """Read a register file: CSV with a first line of names, in any encoding that can be told.

    Raises:
        RegisterTooLarge, RegisterUnreadable, RegisterColumns, RegisterEmpty; TableAmbiguous: of the file as a whole.
    """
    if len(data) > MOST_MEGABYTES * 1_000_000:
        raise RegisterTooLarge(most=MOST_MEGABYTES)
    try:
        table = read_table(data)
    except TableUnreadable as error:
        raise RegisterUnreadable(line=error.line) from None
    lines = iter(table.lines)
    columns = _columns(next(lines, (1, []))[1])
    rows, bad = _rows(columns, lines)
    if not rows and not bad:
        raise RegisterEmpty
    return ReadRegister(tuple(rows), tuple(bad[:MOST_BAD]), table.encoding, table.separator, table.odd)


def _columns(names: Sequence[str]) -> list[str]:
    plain = [name.strip().casefold() for name in names]
    known = [_NAMES.get(name, name) for name in plain]
    wrong = [
        name for name in COLUMNS if known.count(name) != 1 and (known.count(name) or name not in _OPTIONAL)
    ]
    if wrong:
        raise RegisterColumns(columns=", ".join(COLUMNS), wrong=", ".join(wrong))
    return known


def _rows(
    columns: list[str], lines: Iterator[tuple[int, list[str]]]
) -> tuple[list[RegisterRow], list[BadCell]]:
    rows: list[RegisterRow] = []
    bad: list[BadCell] = []
    seen: dict[tuple[str, str], int] = {}
    for line, cells in lines:
        if len(cells) != len(columns):
            bad.append(BadCell(line, "", RowLength(cells=len(cells), columns=len(columns))))
            continue
        row, wrong = _row(dict(zip(columns, cells, strict=True)))
        bad += [BadCell(line, why.field, why) for why in wrong]
        if row is None:
            continue
        first = seen.setdefault((row.kind, row.number), line)
        if first != line:
            bad.append(BadCell(line, "number", CellTwice(field="number", line=first)))
        rows.append(row)
    return rows, bad


def _row(cells: Mapping[str, str]) -> tuple[RegisterRow | None, list[Refusal]]:
    """One line; everything that is wrong with it is told at once."""
    found: dict[str, str] = {}
    wrong: list[Refusal] = []
    for column in COLUMNS:
        try:
            found[column] = _plain(column, cells.get(column, ""))
        except Refusal as refusal:
            wrong.append(refusal)
    read: dict[str, Callable[[], str | date | None]] = {
        "kind": lambda: _choice("kind", found["kind"], _KINDS),
        "number": lambda: _number(_KINDS.get(found["kind"].casefold(), ""), found["number"]),
        "email": lambda: _email(found["email"]),
        "status": lambda: _choice("status", found["status"], _STATUSES),
        "from": lambda: _day("from", found["from"]),
        "until": lambda: _day("until", found["until"]),
    }
    values: dict[str, str | date | None] = {}
    for column, value in read.items():
        try:
            values[column] = value()
        except KeyError:
            continue
        except Refusal as refusal:
            wrong.append(refusal)
    first, last = values.get("from"), values.get("until")
    if isinstance(first, date) and isinstance(last, date) and last < first:
        wrong.append(DatesReversed(field="until"))
    if wrong:
        return None, wrong
    return RegisterRow(
        kind=str(values["kind"]), number=str(values["number"]), name=found["name"], email=str(values["email"]),
        office=found["office"], address=found["address"], status=str(values["status"]),
        status_from=first if isinstance(first, date) else None,
        status_until=last if isinstance(last, date) else None,
    ), []  # fmt: skip


def _plain(column: str, cell: str) -> str:
    """The text of a cell in one spelling, without what hides in it."""
    text = " ".join(unicodedata.normalize("NFC", cell).split())
    if not text and column not in _OPTIONAL:
        raise CellEmpty(field=column)
    if text.startswith(_FORMULA):
        raise CellFormula(field=column, sign=text[0])
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"} or sign == "\ufffd" for sign in text):
        raise CellSigns(field=column)
    if len(text) > _LENGTHS[column]:
        raise CellTooLong(field=column, most=_LENGTHS[column])
    return text


def _number(kind: str, text: str) -> str:
    found = number_of(kind, text)
    if found is None:
        raise (CellBailiffNumber if kind == "kbvg" else CellNumber)(field="number")
    return found


def number_of(kind: str, text: str) -> str | None:
    """A number as somebody typed it, in the one spelling that is kept; None when it can be none of that register."""
    parse = parse_kbvg_number if kind == "kbvg" else parse_bar_number
    found = parse(text)
    return str(found) if found else None


def _email(text: str) -> str:
    try:
        return check_address(text)
    except AddressRefused:
        raise CellEmail(field="email") from None


def _choice(column: str, text: str, choices: Mapping[str, str]) -> str:
    found = choices.get(text.casefold())
    if found is None:
        raise CellChoice(field=column, choices=", ".join(dict.fromkeys(choices.values())))
    return found


def _day(column: str, text: str) -> date | None:
    if not text:
        return None
    year_first, day_first = _DAY.fullmatch(text), _DUTCH_DAY.fullmatch(text)
    try:
        if year_first:
            return date(*map(int, year_first.groups()))
        if day_first:
            day, month, year = map(int, day_first.groups())
            return date(year, month, day)
    except ValueError:
        pass
    raise CellDate(field=column)


def turn(row: RegisterRow, was: str, *, dates: bool, missing: bool) -> str:
    """What a row that differs means for who it is about: `suspended`, `struck`, `back`, or `changed` for anything else.

    `was` is the status there is, `dates` whether its days differ, `missing` whether the file before lacked them.
    """
    if row.status != "active" and (row.status != was or dates or missing):
        return row.status
    return "back" if row.status != was or missing else "changed"


def standing(status: str, first: date | None, last: date | None, *, absent: bool, today: date) -> str:
    """What a register's word means on a day: active, suspended, struck or absent.

    A suspension counts from its first to its last day, both included; being struck off counts from its first day on.
    """
    if absent:
        return "absent"
    if status == "active" or (first and today < first):
        return "active"
    if status == "suspended" and last and today > last:
        return "active"
    return status
