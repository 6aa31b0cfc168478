"""How the parties of a case stand with their fees, for who may look into it: the court all, a party its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from zegel.casefile.queries import Party, Reader
from zegel.fees.models import LedgerEntry, PartyFee
from zegel.fees.rules.standing import EntryKind, Line, Standing, standing
from zegel.lib.moments import amsterdam


@dataclass(frozen=True, slots=True)
class PartyStanding:
    """A party with its fee, the entries of its ledger in their order, and how that reads today."""

    fee: PartyFee
    party: Party
    entries: tuple[LedgerEntry, ...]
    stands: Standing

    @property
    def bearing(self) -> PartyFee:
        """In whose name the fee stands."""
        return self.fee.together or self.fee


def standings_of(reader: Reader, at: datetime) -> list[PartyStanding]:
    """The fees of a case that a reader may see, in the order of the parties (two queries).

    Who pays together with another sees the fee that stands in the other's name.
    """
    rows = PartyFee.objects.filter(case=reader.case).select_related("party", "together__party")
    fees = list(rows.order_by("party__number").prefetch_related("entries", "together__entries"))
    today = amsterdam(at).date()
    return [_standing(fee, today) for fee in fees if reader.court or fee.party_id in reader.parties]


def ledger_lines(entries: Iterable[LedgerEntry]) -> list[Line]:
    """Entries as the rules read them."""
    return [Line(cast("EntryKind", row.kind), row.cents, row.day, row.due) for row in entries]


def _standing(fee: PartyFee, today: date) -> PartyStanding:
    bearing = fee.together or fee
    entries = tuple(sorted(bearing.entries.all(), key=lambda entry: (entry.at, entry.pk)))
    stands = standing(ledger_lines(entries), today)
    if stands.state == "nothing" and bearing.waits:
        stands = Standing("unknown", 0, None)
    return PartyStanding(fee, fee.party, entries, stands)
