"""How somebody can show that it is them."""

from zegel.accounts.models import BackupCode, Factor, LoginSession, User

__all__ = ["BackupCode", "Factor", "backup_codes_left", "factors_of", "is_secure", "may_use", "methods"]


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


def may_use(login: LoginSession | None) -> bool:
    """The gate: whether this login may reach anything of the court. A person's needs a second factor."""
    return login is not None and (login.user.kind == User.Kind.SERVICE or bool(login.method))
