"""Chapter 8, *intrekking*: withdrawal before the case is called."""

from datetime import datetime

from zegel.law.case_states import Act
from zegel.law.decisions import Decision
from zegel.law.sources import HR, article
from zegel.law.verdicts import Row, not_later, passed, refused, warned

COSTS_CASE = article(HR, "ECLI:NL:HR:2016:1087")


def may_withdraw(by_claimant: bool, called_at: datetime | None) -> Decision:
    """Let the claimant withdraw until the case is called; afterwards it must ask for *doorhaling* (fn 10)."""
    if not by_claimant:
        return refused("8.1-a", "only the claimant withdraws", "8.1")
    if called_at is not None:
        return refused(
            "8.1-a", "the case has been called: ask for doorhaling", "8.1", "13.1", override="nobody"
        )
    return passed("8.1-a", "may be withdrawn until the case is called", "8.1")


def costs_asked_in_time(asked: datetime, latest: datetime, told_both: bool) -> Decision:
    """Check the defendant's wish for a decision on costs: to claimant and judge, within fourteen days.

    The term runs from the date for which it was summoned; earlier is in time as well.
    """
    if not told_both:
        return warned("8.1-b", "tell both the claimant and the judge", "8.1", override="judge")
    late = refused("8.1-b", "asked after fourteen days: the case is no longer pending", "8.1", COSTS_CASE)
    return not_later("8.1-b", late, asked, latest)


def withdrawal_in_form(written: bool, urgent: bool) -> Decision:
    """Ask for withdrawal in writing, unless urgent; then it is confirmed in writing afterwards."""
    if written:
        return passed("8.2-a", "withdrawn in writing", "8.2")
    if urgent:
        return warned(
            "8.2-a", "confirm the withdrawal in writing as soon as possible", "8.2", override="judge"
        )
    return refused("8.2-a", "withdraw by a message in writing to the judge", "8.2")


def may_continue_after_withdrawal(act: Act) -> Decision:
    """Refuse every act in a withdrawn case but those about its costs."""
    if act in {"ask costs decision", "give costs judgment", "correct fee"}:
        return passed("8.3", "about the costs a withdrawn case goes on", "8.1", "8.3")
    return refused("8.3", "a withdrawn case cannot be continued: start a new one", "8.3", override="nobody")


ROWS = (
    Row("8.1-a", "8.1", "enforced", may_withdraw, "case: withdraw"),
    Row("8.1-b", "8.1", "enforced", costs_asked_in_time, "case: withdraw"),
    Row("8.1-c", "8.1", "computed", "zegel.law.fees.owes_after_withdrawal", "fees"),
    Row("8.2-a", "8.2", "enforced", withdrawal_in_form, "case: withdraw"),
    Row(
        "8.2-b",
        "8.2",
        "computed",
        "zegel.law.rules.duties.duties_after",
        "case: withdraw",
        "withdrawn after notice",
    ),
    Row("8.3", "8.3", "enforced", may_continue_after_withdrawal, "case"),
)
