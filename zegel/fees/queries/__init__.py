"""Reads of court fees, always for somebody."""

from zegel.fees.models import CourtAccount, Fact, LedgerEntry, Notice, PartyFee
from zegel.fees.queries.accounts import account_of, draw_notice, made_notice, notice_for, notices_of
from zegel.fees.queries.bank import DeskFees, court_of_desk, fees_of_desk
from zegel.fees.queries.confirmed import Confirmed, confirmed_lines
from zegel.fees.queries.duties import duties_of
from zegel.fees.queries.log import log_of_fees
from zegel.fees.queries.preview import Preview, preview
from zegel.fees.queries.reckoned import facts_of, payers_of, reckoned_of, unsure_items, unsure_line
from zegel.fees.queries.standings import PartyStanding, ledger_lines, standings_of
from zegel.fees.queries.stated import NewFact

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Confirmed",
    "CourtAccount",
    "DeskFees",
    "Fact",
    "LedgerEntry",
    "NewFact",
    "Notice",
    "PartyFee",
    "PartyStanding",
    "Preview",
    "account_of",
    "confirmed_lines",
    "court_of_desk",
    "draw_notice",
    "duties_of",
    "facts_of",
    "fees_of_desk",
    "ledger_lines",
    "log_of_fees",
    "made_notice",
    "notice_for",
    "notices_of",
    "payers_of",
    "preview",
    "reckoned_of",
    "standings_of",
    "unsure_items",
    "unsure_line",
]
