"""Bank statements as banks give them: camt.053 (ISO 20022), in the versions 001.02 and 001.08.

Which day counts: *de rekening van de rechtbank zijn bijgeschreven* (7.1) is when the bank booked the amount on the account, the
booking date; the value date says from when it bears interest. Only where a bank gives no booking date its value date is taken.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from zegel.fees.rules.references import read_iban, read_reference, references_in

LARGEST: Final = 4 * 2**20
"""In bytes; a day of a court's account is far below it."""
MOST_LINES: Final = 20_000
NAMESPACES: Final = frozenset(
    f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}" for version in ("02", "08")
)
_NAMESPACE: Final = re.compile(r"\{([^}]*)\}")
_LARGEST_AMOUNT: Final = Decimal(10) ** 12


class UnreadableStatement(ValueError):
    """The file is no statement of the format, or a damaged one."""


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement on an account, in cents: above zero for what came in, below for what went out or was taken back.

    `key` is the same whenever a statement tells the same movement. `references` are what the payer's words may hold as our reference,
    `reference` what the bank gave as such. `doubt` says why it cannot be matched by itself: "currency", or a "batch" whose parts do not
    add up.
    """

    key: str
    iban: str
    cents: int
    credited_on: date
    returned: bool
    payer: str
    payer_iban: str
    reference: str
    words: str
    references: tuple[str, ...]
    doubt: str = ""


def read_statement(data: bytes) -> list[Movement]:
    """The booked movements of a file, in its order.

    Raises:
        UnreadableStatement.
    """
    if len(data) > LARGEST:
        raise UnreadableStatement("too large")
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UnreadableStatement("not XML, or not safe") from error
    found = _NAMESPACE.match(root.tag)
    if found is None or found[1] not in NAMESPACES:
        raise UnreadableStatement("another format")
    movements = list(_movements(_Node(root, found[1])))
    if len(movements) > MOST_LINES:
        raise UnreadableStatement("too many lines")
    return movements


class _Node:
    """An element of the statement, asked by names without the namespace."""

    def __init__(self, element: Element, namespace: str) -> None:
        self.element, self.namespace = element, namespace

    def all(self, path: str) -> "list[_Node]":
        steps = "/".join(f"{{{self.namespace}}}{name}" for name in path.split("/"))
        return [_Node(found, self.namespace) for found in self.element.findall(steps)]

    def one(self, path: str) -> "_Node | None":
        return next(iter(self.all(path)), None)

    def text(self, *paths: str) -> str:
        """The first of some places that says something."""
        for path in paths:
            found = self.one(path)
            if found is not None and (text := (found.element.text or "").strip()):
                return text
        return ""


def _movements(root: _Node) -> Iterator[Movement]:
    statements = root.all("BkToCstmrStmt/Stmt")
    if not statements:
        raise UnreadableStatement("no statement")
    for statement in statements:
        iban = read_iban(statement.text("Acct/Id/IBAN"))
        if iban is None:
            raise UnreadableStatement("no account")
        times = Counter[str]()
        for entry in statement.all("Ntry"):
            # What is pending or only announced is not on the account yet.
            if entry.text("Sts/Cd", "Sts") == "BOOK":
                yield from _of_entry(entry, iban, statement.text("Id"), times)


def _of_entry(entry: _Node, iban: str, statement: str, times: Counter[str]) -> Iterator[Movement]:
    """An entry is one movement, or one for each transaction of a batch; a batch that does not add up stays one."""
    whole = _cents(entry, "Amt")
    sign = _sign(entry.text("CdtDbtInd"))
    day = _day(entry)
    returned = entry.text("RvslInd") in {"true", "1"}
    parts = entry.all("NtryDtls/TxDtls")
    amounts = [_part_cents(part) for part in parts]
    split = len(parts) > 1 and None not in amounts and sum(filter(None, amounts)) == whole
    name = entry.text("AcctSvcrRef", "NtryRef") or statement
    doubt = "" if _euro(entry) else "currency"
    if len(parts) > 1 and not split:
        doubt = doubt or "batch"
    rows = zip(parts, amounts, strict=True) if split else [(parts[0] if len(parts) == 1 else entry, whole)]
    for part, cents in rows:
        signed = sign * (cents or 0)
        same = "\0".join(
            [
                iban,
                day.isoformat(),
                name,
                str(signed),
                str(returned),
                part.text("Refs/EndToEndId", "Refs/TxId"),
            ]
        )
        times[same] += 1
        key = hashlib.sha256(f"{same}\0{times[same]}".encode()).hexdigest()
        yield _movement(
            part, key, iban, signed, day, returned=returned or part.one("RtrInf") is not None, doubt=doubt
        )


def _movement(
    part: _Node, key: str, iban: str, cents: int, day: date, *, returned: bool, doubt: str
) -> Movement:
    side = "Dbtr" if cents > 0 else "Cdtr"
    structured = part.text("RmtInf/Strd/CdtrRefInf/Ref")
    words = " ".join((node.element.text or "").strip() for node in part.all("RmtInf/Ustrd"))
    known = read_reference(structured)
    spoken = references_in(f"{words} {part.text('Refs/EndToEndId')}")
    found = dict.fromkeys([known] if known else [])
    found |= dict.fromkeys(spoken)
    return Movement(
        key=key,
        iban=iban,
        cents=cents,
        credited_on=day,
        returned=returned,
        payer=part.text(f"RltdPties/{side}/Pty/Nm", f"RltdPties/{side}/Nm")[:140],
        payer_iban=part.text(f"RltdPties/{side}Acct/Id/IBAN")[:34],
        reference=structured[:35],
        words=(words or part.text("AddtlTxInf", "AddtlNtryInf"))[:500],
        references=tuple(found),
        doubt=doubt,
    )


def _cents(node: _Node, path: str) -> int:
    text = node.text(path)
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise UnreadableStatement("an amount that is none") from None
    if not amount.is_finite() or not 0 <= amount < _LARGEST_AMOUNT or amount != round(amount, 2):
        raise UnreadableStatement("an amount that is none")
    return int(amount * 100)


def _part_cents(part: _Node) -> int | None:
    """The amount of a transaction: `Amt` in the newer version, under the details in both."""
    path = next((path for path in ("Amt", "AmtDtls/TxAmt/Amt") if part.text(path)), None)
    return _cents(part, path) if path else None


def _sign(text: str) -> int:
    signs: Mapping[str, int] = {"CRDT": 1, "DBIT": -1}
    if text not in signs:
        raise UnreadableStatement("neither credit nor debit")
    return signs[text]


def _day(entry: _Node) -> date:
    text = entry.text("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise UnreadableStatement("a day that is none") from None


def _euro(entry: _Node) -> bool:
    amount = entry.one("Amt")
    return amount is not None and amount.element.get("Ccy") == "EUR"
