"""Refusals about the organisation's spare key, about lost phones, and about a new mail address."""

from zegel.lib.refusals import Refusal


class EscrowPlanRefused(Refusal):
    """Numbers that cannot be, or fewer officers than are needed."""

    code = "escrow-plan-refused"
    message = (
        "Name at least two officers, at most nine, and no more than there are. The wait is 0 to 168 hours."
    )


class EscrowOff(Refusal):
    """There is no spare key of this person, or there may be none."""

    code = "escrow-off"
    message = "Your organisation keeps no spare key of you."


class EscrowRefused(Refusal):
    """The shares do not fit the officers of this moment."""

    code = "escrow-refused"
    message = "The officers of your organisation have changed. Reload the page and try again."
    retry = True


class EscrowRequestUnknown(Refusal):
    """No such request for this person, or it has ended."""

    code = "escrow-request-unknown"
    message = "This request does not exist any more. Ask again."


class EscrowNotYet(Refusal):
    """Too few officers, or too early."""

    code = "escrow-not-yet"
    message = (
        "Your messages cannot be opened yet. Wait until enough officers agreed and the waiting time is over."
    )
    retry = True


class EscrowAskedEnough(Refusal):
    """So many requests a week and no more."""

    code = "escrow-asked-enough"
    message = "You asked {most} times this week. Call your organisation."
