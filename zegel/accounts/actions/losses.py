"""Telling people by mail about what was lost: a password, a phone, an address."""

from datetime import datetime

from zegel.accounts.letters.recovery import RecoveryNotice, StoppableChange
from zegel.accounts.models import User
from zegel.notify.actions import queue_mail


def tell_loss(
    *, user: User, what: str, at: datetime, to: str = "", secret: str | None = None, **words: str
) -> None:
    """Mail somebody; `what` is one of `letters.recovery`. `secret` is a token with which its reader stops it."""
    letter = StoppableChange(what=what, **words) if secret else RecoveryNotice(what=what, **words)
    queue_mail(ref=user.pk, letter=letter, to=to or user.email, language=user.language, at=at, secret=secret)
