"""Refusals about how an organisation has people recognised."""

from zegel.lib.refusals import Refusal


class PolicyRefused(Refusal):
    """A policy nobody could follow."""

    code = "policy-refused"
    message = (
        "This cannot be. Leave at least one way to recognise people, choose for secret messages only from the ways that "
        "you allow, and fill in whole numbers and a day that exists."
    )


class SmsBudgetSpent(Refusal):
    """The organisation's SMS messages of this month are used up."""

    code = "sms-budget"
    message = "We cannot send a code by SMS at this moment. The sender has been told, and will agree on another code with you."
