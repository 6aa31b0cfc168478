"""Refusals about keys and passwords."""

from zegel.lib.refusals import Refusal


class KeysRefused(Refusal):
    """What the browser handed in cannot be keys."""

    code = "keys-refused"
    message = "Your device made keys that we cannot use. Reload the page and try again."
    retry = True


class ProofRefused(Refusal):
    """The user key was not opened by who hands in a new seal of it."""

    code = "key-proof-refused"
    message = "This does not belong to the keys of your account. Reload the page and try again."


class KeysClosed(Refusal):
    """After a reset without recovery code nothing opens the user key yet."""

    code = "keys-closed"
    message = "Your messages are still locked. Open them first with your recovery code, or start afresh."


class KeysOpen(Refusal):
    """What is only for an account whose key cannot be opened."""

    code = "keys-open"
    message = "Your messages are not locked. Log in again to read them."


class PinsPast(Refusal):
    """Another browser of the same person kept something newer."""

    code = "pins-past"
    message = "Another browser of yours was first. Reload the page and try again."
    retry = True


class ResetOver(Refusal):
    """Unknown, used or too old: one answer."""

    code = "reset-over"
    message = "This link has been used or is too old. Ask for a new one: it works for 30 minutes."
