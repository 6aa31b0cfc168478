"""Tables of the accounts house, cut by noun."""

from zegel.accounts.models.login import LoginAttempt
from zegel.accounts.models.organisations import Policy, Role, SmsUse
from zegel.accounts.models.people import Organisation, User

__all__ = ["LoginAttempt", "Organisation", "Policy", "Role", "SmsUse", "User"]
