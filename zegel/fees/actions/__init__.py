"""The verbs of court fees. The ledger is written by `ledger` alone."""

from zegel.fees.actions.bank import ReadStatement, assign_line, read_bank_statement, set_line_aside
from zegel.fees.actions.facts import keep_fact, levy_after, levy_for
from zegel.fees.actions.money import pay_at_counter, pay_back, write_off
from zegel.fees.actions.notices import record_notice, set_account
from zegel.fees.queries.stated import NewFact

__all__ = [
    "NewFact",
    "ReadStatement",
    "assign_line",
    "keep_fact",
    "levy_after",
    "levy_for",
    "pay_at_counter",
    "pay_back",
    "read_bank_statement",
    "record_notice",
    "set_account",
    "set_line_aside",
    "write_off",
]
