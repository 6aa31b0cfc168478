"""How somebody can show that it is them."""

import base64
from datetime import datetime
from urllib.parse import quote, urlencode

from zegel.authentication.models import BackupCode, Factor, LoginSession
from zegel.authentication.queries.logins import to_link
from zegel.authentication.rules.factors import STEP
from zegel.authentication.rules.sessions import FRESH
from zegel.identity.queries.people import User

__all__ = [
    "BackupCode",
    "Factor",
    "app_address",
    "backup_codes_left",
    "factors_of",
    "is_proved",
    "is_secure",
    "may_use",
    "methods",
    "proof_ways",
]


def factors_of(user: User) -> list[Factor]:
    """The confirmed apps and passkeys of a person, the oldest first."""
    return list(user.factors.filter(confirmed_at__isnull=False).order_by("made_at"))


def backup_codes_left(user: User) -> int:
    """How many backup codes were not used yet."""
    return user.backup_codes.filter(used_at__isnull=True).count()


def methods(user: User) -> list[str]:
    """The second steps this person can take, the strongest first; `backup` only beside another one."""
    kinds = {factor.kind for factor in factors_of(user)}
    found: list[str] = [kind for kind in ("passkey", "totp") if kind in kinds]
    if user.phone:
        found.append("sms")
    if found and backup_codes_left(user):
        found.append("backup")
    return found


def is_secure(user: User) -> bool:
    """Whether this account has a second factor, or needs none because it is a program's."""
    return user.kind == User.Kind.SERVICE or bool(methods(user))


def proof_ways(login: LoginSession) -> list[str]:
    """How who is logged in can show again that it is them. Whoever came in by password alone before there was a second
    factor must show that one."""
    ways = methods(login.user)
    return ways if ways and not login.method else [*ways, "password"]


def is_proved(login: LoginSession, at: datetime) -> bool:
    """Whether they showed it in the last five minutes, with all that the account asks; dangerous acts need it."""
    return at - login.proved_at < FRESH and ("password" in proof_ways(login))


def app_address(user: User, secret: bytes) -> str:
    """What the QR code for an authenticator app says."""
    words = {"secret": base64.b32encode(secret).decode(), "issuer": "Zegel", "algorithm": "SHA1", "digits": 6, "period": STEP}  # fmt: skip
    return f"otpauth://totp/{quote(f'Zegel:{user.email}')}?{urlencode(words)}"


def may_use(login: LoginSession | None, at: datetime) -> bool:
    """The gate: whether this login may reach anything of the court. A person's needs a second factor, and the login of
    their organisation where that is wanted by now."""
    if login is None or login.user.kind == User.Kind.SERVICE:
        return login is not None
    if not login.method:
        return False
    linking = to_link(login.user, at)
    return linking is None or not linking.now
