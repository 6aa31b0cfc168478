"""What would follow from a fact, before anybody keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from zegel.casefile.queries import Party, Reader, parties_of
from zegel.fees.queries.reckoned import facts_of, payer_of
from zegel.fees.queries.stated import NewFact, stated_fact
from zegel.fees.rules.reckoning import Item, Said, reckon
from zegel.law.courts import Matter
from zegel.law.verdicts import Answer


@dataclass(frozen=True, slots=True)
class Change:
    """What a party owes in all before and after, in cents, and the part that is new with its last day.

    `certain` says that every amount in it was read in the official tariff or confirmed by the court.
    """

    party: Party
    before: int
    after: int
    item: Item | None
    certain: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What the law says of a fact, and for whom what changes."""

    said: Said | None
    changes: tuple[Change, ...]


def preview(reader: Reader, new: NewFact, at: datetime) -> Preview:
    """What would follow from a fact in a case; nothing is kept.

    Raises:
        FactRefused, ShareRefused, AidTermRuns.
    """
    case = reader.case
    facts = facts_of(case.pk)
    rows = {party.row.pk: party.row for party in parties_of(case, at)}
    payers = [payer_of(row) for row in rows.values()]
    number = len(facts) + 1
    fact = stated_fact(case, new, at).numbered(number)
    matter = cast("Matter", case.matter)
    before, after = reckon(matter, payers, facts), reckon(matter, payers, [*facts, fact])
    known = {(item.party, item.key, item.cents) for item in before.items}
    fresh = {item.party: item for item in after.items if (item.party, item.key, item.cents) not in known}
    unsure = {item.party for item in (*before.items, *after.items) if not item.certain}
    changes = [
        Change(row, before.total(key), after.total(key), fresh.get(key), key not in unsure)
        for key, row in rows.items()
        if before.total(key) != after.total(key)
    ]
    return Preview(_said(after.asked.get(number), new.party, after.nothing, fresh), tuple(changes))


def _said(
    asked: Said | None, party: UUID | None, nothing: Mapping[UUID, Answer[bool]], fresh: dict[UUID, Item]
) -> Said | None:
    """The law's answer to the fact itself, or else to what it does to its party."""
    if asked is not None:
        return asked
    if party in fresh:
        return fresh[party].why
    return nothing.get(party) if party else None
