"""Refusals about evidence."""

from zegel.lib.refusals import Refusal


class ReceiptPending(Refusal):
    """The record has no place under a signed checkpoint yet; the log takes in new records every few seconds."""

    code = "receipt-pending"
    message = "Your receipt is being made. Try again in ten seconds."
    retry = True
