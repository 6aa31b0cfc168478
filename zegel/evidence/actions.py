"""Writing evidence: in the transaction of the act it testifies to, so no record tells of what never happened."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import rfc8785
from django.conf import settings
from django.db import connection, transaction

from zegel.evidence.keys import log_seed
from zegel.evidence.models import Checkpoint, Record
from zegel.lib.ids import uuid7
from zegel.seal.checkpoint import checkpoint_body, sign
from zegel.seal.keys import signing_public
from zegel.seal.merkle import Frontier, leaf_hash

LOG_LOCK = 0x5A65_6765


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `event` is `house.noun.verb`; `subject` is what it is about; `facts` are plain JSON."""

    event: str
    subject: UUID
    actor: str
    facts: dict[str, Any] = field(default_factory=dict)


def write(events: Iterable[Event], *, at: datetime) -> list[Record]:
    """Record events with the moment `at`, in one query. They get their place in the log later, in batches."""
    records = []
    for event in events:
        key = uuid7()
        body = rfc8785.dumps(
            {
                "v": 1,
                "id": str(key),
                "at": at.isoformat(),
                "event": event.event,
                "subject": str(event.subject),
                "actor": event.actor,
                "facts": event.facts,
            }
        )
        records.append(
            Record(id=key, at=at, event=event.event, subject=event.subject, body=body, leaf=leaf_hash(body))
        )
    return Record.objects.bulk_create(records)


@transaction.atomic
def extend_log(*, at: datetime, limit: int = 5000) -> int:
    """Give unlogged records their place in the Merkle log and sign a new checkpoint; returns how many.

    One at a time over all processes (advisory lock). Records get places in order of identifier, which is order of
    birth to the millisecond; what counts in a dispute is the signed moment inside the record.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOG_LOCK])
    fresh = list(Record.objects.filter(index__isnull=True).order_by("id")[:limit])
    if not fresh:
        return 0
    last = Checkpoint.objects.order_by("-size").first()
    frontier = _frontier(last)
    for record in fresh:
        record.index = frontier.size
        frontier.append(bytes(record.leaf))
    Record.objects.bulk_update(fresh, ["index"], batch_size=1000)
    root = frontier.root()
    origin = settings.ENVIRONMENT.origin.split("//")[1]
    note = sign(checkpoint_body(origin, frontier.size, root), origin, log_seed())
    Checkpoint.objects.create(size=frontier.size, root=root, peaks=b"".join(frontier.peaks), note=note, at=at)
    return len(fresh)


def _frontier(last: Checkpoint | None) -> Frontier:
    """The tree's right edge as the last checkpoint left it."""
    if last is None:
        return Frontier()
    peaks = bytes(last.peaks)
    return Frontier(last.size, tuple(peaks[start : start + 32] for start in range(0, len(peaks), 32)))


def public_log_key() -> str:
    """The key anyone can check checkpoints with (base64 of 32 bytes)."""
    return base64.b64encode(signing_public(log_seed())).decode()
