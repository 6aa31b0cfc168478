"""The facts of a case as they are kept, and what the law makes of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from zegel.casefile.queries import Case, Party, parties_of
from zegel.fees.models import Fact as FactRow
from zegel.fees.rules import facts as rules
from zegel.fees.rules.reckoning import Item, Reckoned, reckon
from zegel.law.courts import Matter


def facts_of(case: UUID) -> list[rules.Fact]:
    """The facts of a case in the order in which the court learnt of them."""
    rows = FactRow.objects.filter(case=case).order_by("number")
    return [
        rules.Fact(row.number, cast("rules.Kind", row.kind), row.day, row.party_id, row.values)
        for row in rows
    ]


def payer_of(party: Party) -> rules.Payer:
    """A party as the tariff sees it."""
    return rules.Payer(party.pk, party.role, "legal" if party.kind == Party.Kind.LEGAL else "natural")


def payers_of(case: Case, at: datetime) -> list[rules.Payer]:
    """The parties of a case as the tariff sees them."""
    return [payer_of(party.row) for party in parties_of(case, at)]


def reckoned_of(case: Case, at: datetime, more: Sequence[rules.Fact] = ()) -> Reckoned:
    """What the law makes of the facts of a case, with `more` that are not kept yet."""
    return reckon(cast("Matter", case.matter), payers_of(case, at), [*facts_of(case.pk), *more])


def unsure_items(case: Case, at: datetime) -> list[Item]:
    """The parts of fees whose amounts the court must still confirm, in the order in which they came."""
    return [item for item in reckoned_of(case, at).items if not item.certain]


def unsure_line(case: Case, party: UUID | None, at: datetime) -> str:
    """The line of the tariff that a confirmation for a party is about: the newest that is not certain; empty where all is."""
    lines = [item.line for item in unsure_items(case, at) if item.party == party]
    return lines[-1] if lines else ""
