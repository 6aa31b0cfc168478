"""The ways to a person's own keys."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from zegel.identity.queries.people import User, signing_keys
from zegel.key_custody.models import KeySeal, PastKey, Pins

__all__ = [
    "KeySeal",
    "Pins",
    "has_past_keys",
    "key_seals",
    "pins_of",
    "recovery_made_at",
    "signing_key_at",
    "signing_keys_at",
]


def key_seals(user: User) -> list[KeySeal]:
    """Everything a user key of this person is sealed for beside the present password, newest first."""
    return list(KeySeal.objects.filter(user=user).order_by("-made_at", "-id"))


def pins_of(user: User) -> Pins | None:
    """Which keys of others this person goes by, sealed to them; None before they kept any."""
    return Pins.objects.filter(user=user).first()


def recovery_made_at(user: User) -> datetime | None:
    """When the recovery code that opens this person's present key was made; None without one."""
    rows = KeySeal.objects.filter(user=user, way=KeySeal.Way.RECOVERY, recipient=user.recipient)
    return rows.values_list("made_at", flat=True).first()


def signing_key_at(user: User, at: datetime) -> str:
    """The signing key (b64) a person had at a moment: a fresh start leaves what was signed before it as it was."""
    past = (
        PastKey.objects.filter(user=user, until__gt=at)
        .order_by("until")
        .values_list("signing_key", flat=True)
    )
    return past.first() or user.signing_key


def signing_keys_at(asked: Collection[tuple[UUID, datetime]]) -> dict[tuple[UUID, datetime], str]:
    """As `signing_key_at`, for many accounts and moments (two queries); who has no account is left out."""
    accounts = {account for account, _ in asked}
    today = signing_keys(accounts)
    past: dict[UUID, list[tuple[datetime, str]]] = {}
    rows = PastKey.objects.filter(user__in=accounts).order_by("until")
    for account, until, key in rows.values_list("user", "until", "signing_key"):
        past.setdefault(account, []).append((until, key))
    return {
        (account, at): next((key for until, key in past.get(account, ()) if until > at), today[account])
        for account, at in asked
        if account in today
    }


def has_past_keys(user: User) -> bool:
    """Whether this person once started afresh, so that an older key may be found again."""
    return PastKey.objects.filter(user=user).exists()
