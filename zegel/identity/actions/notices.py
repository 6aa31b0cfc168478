"""Telling the owner of an account by mail what happened to it, and what was lost."""

from datetime import datetime

from zegel.identity.letters.recovery import RecoveryNotice, StoppableChange
from zegel.identity.letters.security import SecurityNotice
from zegel.identity.models import User
from zegel.identity.queries.people import active_user
from zegel.lib.verbs import nobody_acts, step
from zegel.notify.actions import queue_mail


@step
def tell_owner(*, user: User, letter: SecurityNotice, at: datetime) -> None:
    """Mail the owner. Joins the caller's transaction."""
    queue_mail(ref=user.pk, letter=letter, to=user.email, language=user.language, at=at)


@nobody_acts("a job tells the owner what strangers try")
def warn_of_guessing(*, email: str, at: datetime) -> None:
    """Somebody guesses at the password of an account, if there is one; its owner hears of it."""
    user = active_user(email).first()
    if user:
        tell_owner(user=user, letter=SecurityNotice(what="guessing"), at=at)


@step
def tell_recovery(
    *, user: User, what: str, at: datetime, to: str = "", secret: str | None = None, **words: str
) -> None:
    """Mail somebody about what was lost: a password, a phone, an address. `what` is one of `letters.recovery`; `secret` is a
    token with which its reader stops it."""
    letter = StoppableChange(what=what, **words) if secret else RecoveryNotice(what=what, **words)
    queue_mail(ref=user.pk, letter=letter, to=to or user.email, language=user.language, at=at, secret=secret)
