"""Reads of court fees, always for somebody."""

from zegel.fees.models import Fact, LedgerEntry, PartyFee
from zegel.fees.queries.duties import duties_of
from zegel.fees.queries.reckoned import facts_of, payers_of, reckoned_of
from zegel.fees.queries.standings import PartyStanding, ledger_lines, standings_of

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Fact",
    "LedgerEntry",
    "PartyFee",
    "PartyStanding",
    "duties_of",
    "facts_of",
    "ledger_lines",
    "payers_of",
    "reckoned_of",
    "standings_of",
]
