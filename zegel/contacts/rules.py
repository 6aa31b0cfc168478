"""Pure decisions about contacts and consent, on plain values."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from zegel.contacts.errors import (
    AddressTwice,
    BasisRefused,
    FileRefused,
    LanguageUnknown,
    NameMissing,
    ReasonMissing,
)
from zegel.lib.moments import amsterdam
from zegel.lib.refusals import Refusal
from zegel.notify.rules import check_address, normalise_number

LARGEST_FILE = 2_000_000
MOST_ROWS = 5000
COLUMNS = ("email", "name", "phone")
LARGEST_CODE = 400_000
LANGUAGES = ("nl", "en")
STATED = ("asked", "agreed")
"""Bases somebody states; that a person wrote first is seen, not stated."""


@dataclass(frozen=True, slots=True)
class Known:
    """How an organisation recognises somebody."""

    email: str
    name: str
    phone: str
    language: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """A row of a file that was not taken, and why. Lines count as in a spreadsheet, from 1."""

    line: int
    email: str
    why: Refusal


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What stands in a file: rows that can be taken, by line, and complaints about the others."""

    rows: dict[int, Known] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Basis:
    """Why a court may write to somebody, as a clerk states it: `asked` or `agreed`, when, and how we know."""

    kind: str
    given_on: date
    source: str = ""


def small(address: str) -> str:
    """An address as the register keeps it: usable, in small letters.

    Raises:
        AddressRefused.
    """
    return check_address(address).lower()


def checked_reason(text: str) -> str:
    """A reason that says something.

    Raises:
        ReasonMissing.
    """
    reason = " ".join(text.split())[:200]
    if len(reason) < 3:
        raise ReasonMissing(field="reason")
    return reason


def checked_contact(email: str, name: str, phone: str, language: str) -> Known:
    """Somebody who can be written to and sent an SMS.

    Raises:
        NameMissing, LanguageUnknown; notify's refusals of an address or number.
    """
    plain = " ".join(name.split())
    if not 1 <= len(plain) <= 200:
        raise NameMissing(field="name")
    spoken = language.strip().lower() or "nl"
    if spoken not in LANGUAGES:
        raise LanguageUnknown(field="language")
    return Known(small(email), plain, normalise_number(phone), spoken)


def checked_basis(basis: Basis, at: datetime) -> Basis:
    """A basis as it goes into the register.

    Raises:
        BasisRefused.
    """
    if basis.kind not in STATED or basis.given_on > amsterdam(at).date() or len(basis.source) > 200:
        raise BasisRefused(field="basis")
    return Basis(basis.kind, basis.given_on, " ".join(basis.source.split()))


def number_at(phone: str, next_phone: str, next_from: datetime | None, at: datetime) -> str:
    """The number in use at a moment: the new one when its time has come."""
    return next_phone if next_from is not None and next_from <= at else phone


def read_contacts(data: bytes) -> ReadFile:
    """The people in a CSV file, separated by commas or, as Dutch spreadsheets do, by semicolons.

    Raises:
        FileRefused: not such a file at all.
    """
    found, seen = ReadFile(), set[str]()
    for line, row in _rows(data):
        email = (row.get("email") or "").strip()
        try:
            known = checked_contact(
                email, row.get("name") or "", row.get("phone") or "", row.get("language") or ""
            )
            if known.email in seen:
                raise AddressTwice
        except Refusal as why:
            found.complaints.append(Complaint(line, email[:254], why))
        else:
            seen.add(known.email)
            found.rows[line] = known
    return found


def _rows(data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    if len(data) > LARGEST_FILE or b"\0" in data:
        raise FileRefused(field="file", most=MOST_ROWS)
    try:
        text = data.decode("utf-8-sig")
        head = text.split("\n", 1)[0]
        table = csv.reader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
        lines = [(table.line_num, row) for row in table if any(cell.strip() for cell in row)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileRefused(field="file", most=MOST_ROWS) from error
    names = [cell.strip().lower() for cell in lines[0][1]] if lines else []
    if not set(COLUMNS) <= set(names) or len(lines) > MOST_ROWS + 1:
        raise FileRefused(field="file", most=MOST_ROWS)
    for line, row in lines[1:]:
        yield line, dict(zip(names, row, strict=False))
