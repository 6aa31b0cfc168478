"""The ways to a person's own keys."""

from zegel.accounts.models import KeySeal, User

__all__ = ["KeySeal", "key_seals"]


def key_seals(user: User) -> list[KeySeal]:
    """Everything a user key of this person is sealed for beside the present password, newest first."""
    return list(KeySeal.objects.filter(user=user).order_by("-made_at", "-id"))
