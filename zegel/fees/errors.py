"""Refusals about court fees."""

from zegel.lib.refusals import Refusal


class FactRefused(Refusal):
    """What was filled in is no fact of this case that a fee can hang on; `field` says which part."""

    code = "fee-fact-refused"
    message = "This does not fit what is known of this case. Look at what you filled in."


class ShareRefused(Refusal):
    """Parties pay together only with the same representative and the same pleadings."""

    code = "fee-share-refused"
    article = "5.1"
    message = "Parties pay one fee together only with the same representative and the same pleadings (art. 15 Wgbz)."


class FactTaken(Refusal):
    """The identifier belongs to another fact or entry."""

    code = "fee-fact-taken"
    message = "This was done before in another way. Load the page again."


class AmountRefused(Refusal):
    """An amount that cannot be booked."""

    code = "fee-amount"
    message = "Fill in an amount above zero, in euros and cents; not more than what is open."


class FeeUnknown(Refusal):
    """There is no such fee, or the reader may not see it."""

    code = "fee-unknown"
    message = "There is no such court fee."


class AidTermRuns(Refusal):
    """The term in which the definitive grant of aid can be filed has not ended, or does not run."""

    code = "fee-aid-term-runs"
    article = "7.4"
    message = "The term for the definitive grant of legal aid has not ended for this party."


class AccountRefused(Refusal):
    """A bank account number that is none."""

    code = "fee-iban"
    message = "This is not a bank account number (IBAN). Look at it again."


class AccountMissing(Refusal):
    """The court has no bank account in this system yet."""

    code = "fee-no-account"
    message = "The bank account of this court is not filled in yet."


class StatementUnreadable(Refusal):
    """A file that is no bank statement of the format, or a damaged one."""

    code = "statement-unreadable"
    message = "This file is not a bank statement of the format camt.053. Ask the bank for the file again."


class StatementTooLarge(Refusal):
    """A file larger than a bank statement is."""

    code = "statement-too-large"
    message = "This file is too large for a bank statement. Ask the bank for one file a day."


class StatementOfAnother(Refusal):
    """A statement of an account that is not the court's."""

    code = "statement-other-account"
    message = "This statement is of another bank account than that of this court. Nothing was booked."


class LineDecided(Refusal):
    """Somebody decided about this line of a statement before, or there is none."""

    code = "statement-line-decided"
    message = "Somebody has already said what this payment is."


class NothingToAsk(Refusal):
    """There is nothing to send a notice for."""

    code = "fee-no-notice"
    message = "There is no notice to send: nothing is open, or the amount must be confirmed first."


class NoticeOutdated(Refusal):
    """What a party owes is another amount, or has another last day, than the notice that was sealed says."""

    code = "fee-notice-outdated"
    message = (
        "What this party owes has changed in the meantime. Look at the amount and make the notice again."
    )
