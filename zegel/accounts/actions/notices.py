"""Telling the owner of an account by mail what happened to it."""

from datetime import datetime

from zegel.accounts.letters.security import SecurityNotice
from zegel.accounts.models import User
from zegel.accounts.queries.people import active_user
from zegel.notify.actions import queue_mail


def tell_owner(*, user: User, letter: SecurityNotice, at: datetime) -> None:
    """Mail the owner. Joins the caller's transaction."""
    queue_mail(
        ref=user.pk,
        letter=letter,
        to=user.email,
        language=user.language,
        at=at,
    )


def warn_of_guessing(*, email: str, at: datetime) -> None:
    """Somebody guesses at the password of an account, if there is one; its owner hears of it."""
    user = active_user(email).first()
    if user:
        tell_owner(user=user, letter=SecurityNotice(what="guessing"), at=at)
