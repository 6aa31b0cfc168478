"""Refusals of the log of keys."""

from zegel.lib.refusals import Refusal


class EntryUnknown(Refusal):
    """The log of keys has no such entry, or it is not about a mailbox of this person: the two are one answer."""

    code = "key-entry-unknown"
    message = "The log of keys says nothing of your keys there."
