"""Writing evidence: in the transaction of the act it testifies to, so no record tells of what never happened."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import rfc8785
from django.db import connection, transaction

from zegel.evidence.keys import log_seed
from zegel.evidence.models import Checkpoint, Record, Tile
from zegel.evidence.queries import newest_checkpoint, origin, tiles_at
from zegel.lib.ids import uuid7
from zegel.seal.checkpoint import checkpoint_body, sign
from zegel.seal.merkle import HASH_SIZE, Frontier, leaf_hash
from zegel.seal.tiles import WIDTH, edge_of, grow

LOG_LOCK = 0x5A65_6765
CATCH_UP = 1 << 16


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
    last = newest_checkpoint()
    size = last.size if last else 0
    _catch_up(size)
    fresh = list(Record.objects.filter(index__isnull=True).order_by("id")[:limit])
    if not fresh:
        return 0
    frontier = _frontier(last)
    for record in fresh:
        frontier.append(bytes(record.leaf))
    _number(fresh, size)
    _keep_tiles(size, [bytes(record.leaf) for record in fresh])
    root = frontier.root()
    note = sign(checkpoint_body(origin(), frontier.size, root), origin(), log_seed())
    Checkpoint.objects.create(size=frontier.size, root=root, peaks=b"".join(frontier.peaks), note=note, at=at)
    return len(fresh)


def _number(fresh: list[Record], size: int) -> None:
    """Give records their places from `size` on, in one statement: the only change their table allows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evidence_record SET index = placed.index"
            " FROM unnest(%s::uuid[], %s::bigint[]) AS placed (id, index) WHERE evidence_record.id = placed.id",
            [[record.pk for record in fresh], list(range(size, size + len(fresh)))],
        )


def _keep_tiles(size: int, leaves: list[bytes]) -> None:
    rows = [
        Tile(level=level, index=index, hashes=hashes)
        for (level, index), hashes in grow(size, leaves, tiles_at(edge_of(size))).items()
    ]
    Tile.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["level", "index"], update_fields=["hashes"]
    )


def _catch_up(size: int) -> None:
    """Make the tiles of records that were in the log before there were tiles."""
    last = Tile.objects.filter(level=0).order_by("-index").first()
    covered = last.index * WIDTH + len(last.hashes) // HASH_SIZE if last else 0
    while covered < size:
        rows = Record.objects.filter(index__gte=covered, index__lt=min(size, covered + CATCH_UP))
        leaves = [bytes(leaf) for leaf in rows.order_by("index").values_list("leaf", flat=True)]
        _keep_tiles(covered, leaves)
        covered += len(leaves)


def _frontier(last: Checkpoint | None) -> Frontier:
    """The tree's right edge as the last checkpoint left it."""
    if last is None:
        return Frontier()
    peaks = bytes(last.peaks)
    return Frontier(last.size, tuple(peaks[start : start + 32] for start in range(0, len(peaks), 32)))
