"""Telling people by mail about what was lost: a password, a phone, an address."""

from datetime import datetime

from zegel.accounts.models import User
from zegel.notify.actions import queue_mail
from zegel.notify.letters import OURSELVES


def tell_loss(
    *, user: User, what: str, at: datetime, to: str = "", secret: str | None = None, **words: str
) -> None:
    """Mail somebody; `what` is a kind of `notify.loss_letters`. `secret` is a token with which its reader stops it."""
    queue_mail(
        ref=user.pk,
        kind="loss-stop" if secret else "loss-notice",
        to=to or user.email,
        language=user.language,
        params={"organisation": OURSELVES, "what": what, **words},
        at=at,
        secret=secret,
    )
