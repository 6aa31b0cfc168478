"""Tables of the accounts house, cut by noun."""

from zegel.accounts.models.login import LoginAttempt
from zegel.accounts.models.organisations import Policy, Role, SmsUse
from zegel.accounts.models.people import Organisation, User
from zegel.accounts.models.professions import ProfessionClaim, ProfessionLink
from zegel.accounts.models.register import RegisterEntry, RegisterImport

__all__ = [
    "LoginAttempt",
    "Organisation",
    "Policy",
    "ProfessionClaim",
    "ProfessionLink",
    "RegisterEntry",
    "RegisterImport",
    "Role",
    "SmsUse",
    "User",
]
