"""Refusals of the boxes house."""

from zegel.lib.refusals import Refusal


class BoxUnknown(Refusal):
    """There is no such box, or it is not this person's: the two are one answer."""

    code = "box-unknown"
    message = "This mailbox does not exist or you have no access to it."


class MayNotSend(Refusal):
    """The member may read this box but not send for it."""

    code = "may-not-send"
    message = "You may read this mailbox but not send messages for it. Ask the mailbox's owner."
