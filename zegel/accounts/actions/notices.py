"""Telling the owner of an account by mail what happened to it."""

from collections.abc import Mapping
from datetime import datetime

from zegel.accounts.models import User
from zegel.accounts.queries.people import active_user
from zegel.notify.actions import queue_mail


def tell_owner(*, user: User, what: str, words: Mapping[str, str], at: datetime) -> None:
    """Mail the owner; `what` is a kind of `notify.letters.SECURITY`. Joins the caller's transaction."""
    queue_mail(
        ref=user.pk,
        kind="security-notice",
        to=user.email,
        language=user.language,
        params={"organisation": "Zegel", "what": what, **words},
        at=at,
    )


def warn_of_guessing(*, email: str, at: datetime) -> None:
    """Somebody guesses at the password of an account, if there is one; its owner hears of it."""
    user = active_user(email).first()
    if user:
        tell_owner(user=user, what="guessing", words={}, at=at)
