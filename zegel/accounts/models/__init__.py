"""Tables of the accounts house, cut by noun."""

from zegel.accounts.models.contact import AddressChange
from zegel.accounts.models.escrow import (
    EscrowApproval,
    EscrowChoice,
    EscrowPlan,
    EscrowRequest,
    EscrowSeal,
    EscrowShare,
)
from zegel.accounts.models.factors import BackupCode, Factor, LoginCode
from zegel.accounts.models.invitations import Invitation
from zegel.accounts.models.keys import KeySeal, PastKey
from zegel.accounts.models.login import LoginAttempt
from zegel.accounts.models.logins import LinkedLogin
from zegel.accounts.models.organisations import Policy, Role, SmsUse
from zegel.accounts.models.passwords import Reset
from zegel.accounts.models.people import Organisation, User
from zegel.accounts.models.professions import ProfessionClaim, ProfessionLink
from zegel.accounts.models.register import (
    RegisterCheck,
    RegisterEntry,
    RegisterFile,
    RegisterImport,
    Registrar,
)
from zegel.accounts.models.resets import FactorReset
from zegel.accounts.models.sessions import Device, LoginSession

__all__ = [
    "AddressChange",
    "BackupCode",
    "Device",
    "EscrowApproval",
    "EscrowChoice",
    "EscrowPlan",
    "EscrowRequest",
    "EscrowSeal",
    "EscrowShare",
    "Factor",
    "FactorReset",
    "Invitation",
    "KeySeal",
    "LinkedLogin",
    "LoginAttempt",
    "LoginCode",
    "LoginSession",
    "Organisation",
    "PastKey",
    "Policy",
    "ProfessionClaim",
    "ProfessionLink",
    "RegisterCheck",
    "RegisterEntry",
    "RegisterFile",
    "RegisterImport",
    "Registrar",
    "Reset",
    "Role",
    "SmsUse",
    "User",
]
