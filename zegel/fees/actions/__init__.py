"""The verbs of court fees. The ledger is written by `ledger` alone."""

from zegel.fees.actions.facts import NewFact, keep_fact, levy_after, levy_for
from zegel.fees.actions.money import pay_at_counter, pay_back, write_off

__all__ = ["NewFact", "keep_fact", "levy_after", "levy_for", "pay_at_counter", "pay_back", "write_off"]
