"""Refusals about a lost phone, and about stopping what was set going."""

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
