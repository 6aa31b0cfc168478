"""Tables of authentication, cut by noun."""

from zegel.authentication.models.account_recovery import FactorReset
from zegel.authentication.models.factors import BackupCode, Factor, LoginCode
from zegel.authentication.models.login import LoginAttempt
from zegel.authentication.models.logins import LinkedLogin
from zegel.authentication.models.policies import Policy, SmsUse
from zegel.authentication.models.sessions import Device, LoginSession

__all__ = [
    "BackupCode",
    "Device",
    "Factor",
    "FactorReset",
    "LinkedLogin",
    "LoginAttempt",
    "LoginCode",
    "LoginSession",
    "Policy",
    "SmsUse",
]
