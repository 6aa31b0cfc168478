"""The secret address of somebody's calendar: made, ended, and read by a program that has nothing but it."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from zegel.evidence.actions import write
from zegel.lib.principal import Principal
from zegel.lib.verbs import nobody_acts
from zegel.planning.errors import FeedBusy, FeedUnknown
from zegel.planning.events import FeedEnded, FeedMade
from zegel.planning.models import CalendarFeed

READS_AN_HOUR: Final = 30
_HOUR: Final = timedelta(hours=1)


@transaction.atomic
def make_feed(*, actor: Principal, at: datetime) -> str:
    """A new secret address for the actor; a former one ends. The secret is given here and never again."""
    CalendarFeed.objects.filter(account=actor.account, ended_at__isnull=True).update(ended_at=at)
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(account=actor.account, secret_hash=_hash(secret), made_at=at)
    write([FeedMade(subject=actor.account)], actor=actor, at=at)
    return secret


@transaction.atomic
def end_feed(*, actor: Principal, at: datetime) -> None:
    """The actor's address leads nowhere from now on; where there is none, nothing happens."""
    if CalendarFeed.objects.filter(account=actor.account, ended_at__isnull=True).update(ended_at=at):
        write([FeedEnded(subject=actor.account)], actor=actor, at=at)


@nobody_acts("a calendar program knows the secret and nothing else")
@transaction.atomic
def read_feed(*, secret: str, at: datetime) -> UUID:
    """The account behind a secret address; each reading counts.

    Raises:
        FeedUnknown: there is none, or it was ended; FeedBusy: it was read too often this hour.
    """
    row = (
        CalendarFeed.objects.select_for_update()
        .filter(secret_hash=_hash(secret), ended_at__isnull=True)
        .first()
    )
    if row is None:
        raise FeedUnknown
    if row.window_at is None or at - row.window_at >= _HOUR:
        row.window_at, row.reads = at, 0
    if row.reads >= READS_AN_HOUR:
        raise FeedBusy
    row.reads += 1
    row.save(update_fields=["window_at", "reads"])
    return row.account


def _hash(secret: str) -> bytes:
    return hashlib.sha256(b"zegel/v1/calendar\n" + secret.encode()).digest()
