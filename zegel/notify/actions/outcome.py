"""The state machine mails and SMS messages share; each step is one conditional UPDATE that only one caller wins.

    queued ──claim──► transmitting ──► handed | bounced | failed | uncertain
       ▲                   │
       └──── postpone ─────┘  (certainly not taken: back to the queue, with a pause)

A message the live worker calls lost, or that a later worker finds in transmission, becomes `uncertain`. Should the
worker that was thought dead report after all, its word still counts: `uncertain` may become `handed` or `bounced`.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import Q, QuerySet

from zegel.notify import rules
from zegel.notify.events import MailUncertain, SmsUncertain
from zegel.notify.models import OutboundMail, OutboundSms, State
from zegel.outbox.actions import Fact, queue_task, state_fact

log = logging.getLogger(__name__)

_PAUSES = (0.2, 1.0, 3.0, 8.0)


def due(row: OutboundMail | OutboundSms, *, task: str, at: datetime, **arguments: str) -> bool:
    """Whether this job may try the message now. A job that finds it in transmission settles that first."""
    if row.state == State.TRANSMITTING and row.claimed_at is not None:
        over = row.claimed_at + rules.TRANSMISSION
        if at < over:
            # Perhaps another worker is at it this very moment; look again when it must be done or dead.
            queue_task(task, after=over, **arguments)
        else:
            uncertain(row, at=at)
        return False
    return row.state == State.QUEUED and row.next_attempt_at <= at


def claim(row: OutboundMail | OutboundSms, *, at: datetime) -> bool:
    """Take the message for transmission, on disk before it returns. False when somebody else was first."""
    with transaction.atomic(durable=True):
        claimed = _mine(row).update(state=State.TRANSMITTING, claimed_at=at, attempts=row.attempts + 1)
    if claimed:
        row.state, row.claimed_at, row.attempts = State.TRANSMITTING, at, row.attempts + 1
    return claimed == 1


def postpone(
    row: OutboundMail | OutboundSms, *, reason: str, until: datetime, task: str, **arguments: str
) -> None:
    """Back to the queue, with the next job, in one transaction."""
    attempts = row.attempts if row.state == State.TRANSMITTING else row.attempts + 1

    def write() -> None:
        waiting = {"state": State.QUEUED, "claimed_at": None, "attempts": attempts}
        if _mine(row).update(**waiting, next_attempt_at=until, reason=reason):
            queue_task(task, after=until, **arguments)

    _insist(write)


def settle(row: OutboundMail | OutboundSms, fact: Fact, *, state: State, **columns: Any) -> None:
    """Record how it ended, forget the secret and state the fact, in one transaction and only once."""

    def write() -> None:
        rows = _mine(row)
        if row.state == State.TRANSMITTING:
            # Whoever holds the other end of the conversation knows better than whoever gave it up for dead.
            doubted = Q(state=State.UNCERTAIN, claimed_at=row.claimed_at)
            rows = (
                type(row).objects.filter(Q(pk=row.pk) & (Q(state=row.state) | doubted)).exclude(state=state)
            )
        moments = {"ended_at": None} if state == State.HANDED else {}
        if rows.update(state=state, sealed_secret=None, **moments, **columns):
            state_fact(fact)

    _insist(write)


def _mine(row: OutboundMail | OutboundSms) -> QuerySet[Any]:
    """The row, if nobody has moved it since this worker read or claimed it."""
    return type(row).objects.filter(
        pk=row.pk, state=row.state, attempts=row.attempts, claimed_at=row.claimed_at
    )


def uncertain(row: OutboundMail | OutboundSms, *, at: datetime, reason: str = "") -> None:
    """Nobody can tell whether it was taken; it will not be sent again by itself."""
    fact: Fact = (
        MailUncertain(ref=row.ref, mail=row.id, at=at)
        if isinstance(row, OutboundMail)
        else SmsUncertain(ref=row.ref, sms=row.id, at=at)
    )
    settle(row, fact, state=State.UNCERTAIN, reason=reason, ended_at=at)


def _insist(write: Callable[[], None]) -> None:
    """Write what the outside world has just told us, even if the database is away for a moment.

    If it stays away the row remains as it was: found in transmission it becomes `uncertain`, which is the truth.
    """
    for pause in (*_PAUSES, None):
        try:
            with transaction.atomic(durable=True):
                write()
        except OperationalError:
            if pause is None:
                raise
            log.warning("the database is away; the outcome of a message waits for it")
            connection.close()
            time.sleep(pause)
        else:
            return
