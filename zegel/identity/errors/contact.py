"""Refusals about a new mail address."""

from zegel.lib.refusals import Refusal


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
