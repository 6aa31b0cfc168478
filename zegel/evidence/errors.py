"""Refusals about evidence."""

from zegel.lib.refusals import Refusal


class ReceiptPending(Refusal):
    """The record has no place under a signed checkpoint yet; the log takes in new records every few seconds."""

    code = "receipt-pending"
    message = "Your receipt is being made. Try again in ten seconds."
    retry = True


class ClockStepped(Refusal):
    """The clock of this machine is behind what was recorded before; nothing may be dated back, by mistake neither."""

    code = "clock-stepped"
    message = "Our clock is not right at this moment, so we cannot record when this happened. Nothing was done. Try again in a few minutes."
    retry = True


class StampRefused(Refusal):
    """The time-stamping authority could not be reached, or what it answered is no stamp."""

    code = "stamp-refused"
    message = "The time-stamping authority gave no stamp. We try again by ourselves."
    retry = True
