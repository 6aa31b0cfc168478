"""Refusals about a lost phone and a new mail address."""

from zegel.lib.refusals import Refusal


class ResetUnknown(Refusal):
    """No such reset here, or it has ended."""

    code = "factor-reset-unknown"
    message = "This request does not exist any more. Reload the page."


class ResetOwn(Refusal):
    """Nobody has their own second steps taken away, or agrees to what they asked themselves."""

    code = "factor-reset-own"
    message = "Another administrator has to do this."


class ResetAlready(Refusal):
    """It was asked before."""

    code = "factor-reset-already"
    message = "This was asked already. Wait for it, or stop it."


class StopOver(Refusal):
    """Unknown, used or too late: one answer."""

    code = "stop-over"
    message = "There is nothing to stop any more: it was stopped before, or it has happened."


class AddressSame(Refusal):
    """The address that the account has."""

    code = "address-same"
    message = "This is your mail address already."


class AddressCodeRefused(Refusal):
    """Wrong, used, too old, or tried too often: one answer."""

    code = "address-code-refused"
    message = "This code is not right, or it is over. Check it, or ask for a new one."
    retry = True


class AddressCodesEnough(Refusal):
    """So many codes a day and no more."""

    code = "address-codes-enough"
    message = "There were {most} codes in a day. Try again tomorrow."
