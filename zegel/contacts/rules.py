"""Pure decisions about contacts and consent, on plain values."""

from dataclasses import dataclass, field
from datetime import date, datetime

from zegel.contacts.errors import (
    AddressTwice,
    BasisRefused,
    FileRefused,
    LanguageUnknown,
    LettersUnsure,
    NameMissing,
    ReasonMissing,
)
from zegel.lib.moments import amsterdam
from zegel.lib.refusals import Refusal
from zegel.lib.tables import Table, TableUnreadable, encoding_name, read_table
from zegel.notify.rules import check_address, normalise_number

LARGEST_FILE = 2_000_000
MOST_ROWS = 5000
MOST_WORDS = 12
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


def read_contacts(data: bytes, *, seen: bool = False) -> ReadFile:
    """The people in a file that a spreadsheet saved as CSV.

    `seen`: somebody looked at the words with accents of a file that does not say itself how they are written.

    Raises:
        FileRefused: not such a file at all; TableAmbiguous; LettersUnsure: when they were not seen yet.
    """
    table = _table(data)
    if table.odd and not seen:
        words = ", ".join(table.odd[:MOST_WORDS])
        raise LettersUnsure(field="file", encoding=encoding_name(table.encoding), words=words)
    found, addresses = ReadFile(), set[str]()
    names = [cell.strip().lower() for cell in table.lines[0][1]]
    for line, cells in table.lines[1:]:
        row = dict(zip(names, cells, strict=False))
        email = row.get("email", "").strip()
        try:
            known = checked_contact(email, row.get("name", ""), row.get("phone", ""), row.get("language", ""))
            if known.email in addresses:
                raise AddressTwice
        except Refusal as why:
            found.complaints.append(Complaint(line, email[:254], why))
        else:
            addresses.add(known.email)
            found.rows[line] = known
    return found


def _table(data: bytes) -> Table:
    refused = FileRefused(field="file", most=MOST_ROWS)
    if len(data) > LARGEST_FILE:
        raise refused
    try:
        table = read_table(data)
    except TableUnreadable:
        raise refused from None
    head = {cell.strip().lower() for cell in table.lines[0][1]} if table.lines else set()
    if not set(COLUMNS) <= head or len(table.lines) > MOST_ROWS + 1:
        raise refused
    return table
