"""Refusals about invitations."""

from zegel.lib.refusals import Refusal


class InvitationOver(Refusal):
    """Unknown, used or too old: one answer."""

    code = "invitation-over"
    message = "This link has been used or is too old. Fill in your e-mail address to get a new one."


class InvitationUnknown(Refusal):
    """No such invitation waits to be answered."""

    code = "invitation-unknown"
    message = "This invitation is not open any more."


class InvitationTooSoon(Refusal):
    """The last mail left a moment ago."""

    code = "invitation-too-soon"
    message = "A mail was sent a moment ago. You can send it again in {minutes} minutes."
    retry = True


class AddressTaken(Refusal):
    """The address has an account or belongs to a team's mailbox; only its owner is told."""

    code = "address-taken"
    message = (
        "There is already an account or mailbox with this e-mail address. Log in, or choose a new password."
    )
