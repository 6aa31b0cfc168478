"""How a party stands: what it owes, what was credited when, and whether that was in time (7.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

EntryKind = Literal["levy", "correction", "payment", "refund", "write-off"]
State = Literal["nothing", "unknown", "open", "late", "paid", "paid late", "to be paid back"]


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the ledger in cents, above zero for what makes the party owe more. `day` is the day of crediting of a payment;
    `due` the last day of what is levied."""

    kind: EntryKind
    cents: int
    day: date
    due: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """`balance` in cents, above zero when the party still owes; `due` is the first last day that was not met, or not yet.

    `unknown` is a fee that is owed, of which nobody can say yet how much it is.
    """

    state: State
    balance: int
    due: date | None


def standing(lines: Sequence[Line], today: date) -> Standing:
    """How the ledger of a party reads on a day.

    A payment counts on the day it was credited. What was lowered, paid back or written off counts from the beginning.
    """
    balance = sum(line.cents for line in lines)
    unmet = [day for day in _last_days(lines) if _open_at(lines, day) > 0]
    if balance < 0:
        return Standing("to be paid back", balance, None)
    if balance == 0:
        if not any(line.kind == "levy" for line in lines):
            return Standing("nothing", 0, None)
        return Standing("paid late" if any(day < today for day in unmet) else "paid", 0, None)
    due = unmet[0] if unmet else None
    return Standing("late" if due is not None and due < today else "open", balance, due)


def _last_days(lines: Sequence[Line]) -> list[date]:
    return sorted({line.due for line in lines if line.due is not None})


def _open_at(lines: Sequence[Line], day: date) -> int:
    """What was open at the end of a last day, counting only what was due by then."""
    owed = sum(
        line.cents
        for line in lines
        if line.kind != "payment" and not (line.cents > 0 and line.due is not None and line.due > day)
    )
    return owed + sum(line.cents for line in lines if line.kind == "payment" and line.day <= day)
