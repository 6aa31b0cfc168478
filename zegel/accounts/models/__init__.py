"""Tables of the accounts house, cut by noun."""

from zegel.accounts.models.login import LoginAttempt
from zegel.accounts.models.people import Organisation, User

__all__ = ["LoginAttempt", "Organisation", "User"]
