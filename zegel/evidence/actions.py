"""Writing evidence: in the transaction of the act it testifies to, so no record tells of what never happened."""

import base64
import hashlib
import json
import logging
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

import rfc8785
from django.conf import settings
from django.db import connection, transaction

from zegel.evidence.authority import stamp_of
from zegel.evidence.errors import ClockStepped
from zegel.evidence.events import (
    CLIENT,
    ClientPublished,
    ClockAccepted,
    ClockSteppedBack,
    EvidenceEvent,
    LogKeyChanged,
)
from zegel.evidence.insert import insert_before
from zegel.evidence.keys import adopt_next, log_seed, next_seed
from zegel.evidence.models import Checkpoint, Cosigned, KeyChange, Opening, Record, Stamp, Tile
from zegel.evidence.queries import (
    growth_proof,
    key_changes,
    newest_checkpoint,
    newest_client,
    newest_cosigned,
    newest_record,
    origin,
    vouched_for,
    witness_policy,
)
from zegel.evidence.tiles import frontier_of, grow_tiles
from zegel.evidence.witnesses import Asked
from zegel.lib.ids import uuid7
from zegel.lib.moments import CLOCK_PATIENCE
from zegel.lib.principal import Principal, system
from zegel.seal.checkpoint import checkpoint_body, sign
from zegel.seal.keys import signing_public
from zegel.seal.merkle import HASH_SIZE, leaf_hash
from zegel.seal.succession import announce, keys_in
from zegel.seal.tiles import WIDTH

log = logging.getLogger(__name__)

LOG_LOCK = 0x5A65_6765
CATCH_UP = 1 << 16
COSIGN_EVERY = timedelta(seconds=20)
COSIGN_AGAIN = timedelta(minutes=10)


def write(events: Iterable[EvidenceEvent], *, at: datetime, actor: Principal) -> list[Record]:
    """Record what `actor` did at the moment `at`. Records get their place in the log later, in batches.

    Raises:
        ClockStepped: `at` is before what was recorded last; that it was tried is recorded.
    """
    made = [_record(event, actor, at) for event in events]
    records = [record for record, _ in made]
    openings = [Opening(record=record, body=body) for record, body in made if body]
    if not records:
        _refuse_step_back(at)
    # What was newest may be so no more when it is looked at again; then the records are written after all.
    while records and not insert_before(at + CLOCK_PATIENCE, records, openings):
        _refuse_step_back(at)
    return records


def _record(event: EvidenceEvent, actor: Principal, at: datetime) -> tuple[Record, bytes | None]:
    """The row of an event, and what is kept beside it. A version above the first stands among the facts."""
    key, opening = uuid7(), None
    facts = event.facts() | ({"version": event.version} if event.version > 1 else {})
    if (personal := event.personal_facts()) is not None:
        salt = base64.b64encode(secrets.token_bytes(16)).decode()
        opening = rfc8785.dumps({"salt": salt, **personal})
        facts["personal"] = hashlib.sha256(opening).hexdigest()
    body = rfc8785.dumps(
        {
            "v": 1,
            "id": str(key),
            "at": at.isoformat(),
            "event": event.name,
            "subject": str(event.subject),
            "actor": actor.reference,
            "facts": facts,
        }
    )
    row = Record(id=key, at=at, event=event.name, subject=event.subject, body=body, leaf=leaf_hash(body))
    return row, opening


def watch_clock(*, at: datetime) -> bool:
    """Whether this machine's clock agrees with what was recorded last; that it does not is recorded once."""
    try:
        _refuse_step_back(at)
    except ClockStepped:
        return False
    return True


def accept_clock(*, reason: str, at: datetime) -> None:
    """Go on from `at` although later moments were recorded: an operator has seen that the clock was ahead."""
    while extend_log(at=at):
        pass
    with transaction.atomic():
        newest = newest_record()
        event = ClockAccepted(subject=uuid7(), reason=reason, newest=newest.at if newest else None)
        accepted, _ = _record(event, system("operator"), at)
        Record.objects.bulk_create([accepted])
    extend_log(at=at)


@transaction.atomic
def publish_client(*, manifest: bytes, at: datetime) -> bool:
    """Record what browsers are given from now on; whether it was not what the log has as the newest already."""
    digest = hashlib.sha256(manifest).hexdigest()
    newest = newest_client()
    if newest is not None and json.loads(bytes(newest.body))["facts"]["manifest"] == digest:
        return False
    event = ClientPublished(subject=CLIENT, manifest=digest)
    write([event], actor=system("operator"), at=at)
    return True


def _refuse_step_back(at: datetime) -> None:
    newest = newest_record()
    if newest is None or at >= newest.at - CLOCK_PATIENCE:
        return
    if newest.event != ClockSteppedBack.name:
        _tell_outside(newest, at)
    log.error("the clock is behind: it says %s, the newest record %s", at.isoformat(), newest.at.isoformat())
    raise ClockStepped


def _tell_outside(newest: Record, at: datetime) -> None:
    """Record a step back in a transaction of its own, for the act is undone with its own; once until something new comes."""
    event = ClockSteppedBack(subject=newest.pk, clock=at, newest=newest.at)
    row, _ = _record(event, system("clock"), newest.at)
    outside = connection.copy()
    try:
        with outside.cursor() as cursor:
            cursor.execute(
                "INSERT INTO evidence_record (id, at, event, subject, body, leaf) SELECT %s, %s, %s, %s, %s, %s"
                " WHERE NOT EXISTS (SELECT FROM evidence_record WHERE subject = %s AND event = %s)",
                [
                    row.pk, row.at, row.event, row.subject, bytes(row.body), bytes(row.leaf), row.subject, row.event,
                ],
            )  # fmt: skip
    finally:
        outside.close()


@transaction.atomic
def extend_log(*, at: datetime, limit: int = 5000) -> int:
    """Give unlogged records their place in the Merkle log and sign a new checkpoint; returns how many.

    One at a time over all processes (advisory lock). Records get places in order of identifier, which is order of
    birth to the millisecond; what counts in a dispute is the signed moment inside the record.
    """
    _alone()
    last = newest_checkpoint()
    size = last.size if last else 0
    _catch_up(size)
    fresh = list(Record.objects.filter(index__isnull=True).order_by("id")[:limit])
    if not fresh:
        return 0
    frontier = frontier_of(last)
    for record in fresh:
        frontier.append(bytes(record.leaf))
    _number(fresh, size)
    grow_tiles(Tile, size, [bytes(record.leaf) for record in fresh])
    root = frontier.root()
    note = sign(checkpoint_body(origin(), frontier.size, root), origin(), log_seed())
    Checkpoint.objects.create(size=frontier.size, root=root, peaks=b"".join(frontier.peaks), note=note, at=at)
    return len(fresh)


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOG_LOCK])


def rotate_key(*, at: datetime) -> bytes:
    """Announce the next key in the log, signed by the present one, and sign with it from now on; gives its public half.

    May be run again after it was cut off: what was announced is taken up, not announced twice.
    """
    while extend_log(at=at):
        pass
    new = signing_public(next_seed())
    with transaction.atomic():
        _alone()
        changes = key_changes()
        if not changes or keys_in(changes[-1])[1] != new:
            note = announce(origin(), log_seed(), new)
            write([LogKeyChanged(subject=uuid7(), note=note)], actor=system("operator"), at=at)
            KeyChange.objects.create(note=note, at=at)
            extend_log(at=at)
    adopt_next()
    return new


def stamp_newest(*, at: datetime) -> bool:
    """Have the newest checkpoint stamped by the authority of the settings, where witnesses are the newest that they cosigned with their lines;
    whether there was anything to stamp.

    Raises:
        StampRefused: the authority cannot be reached, or its answer does not hold.
    """
    found = _to_stamp(at) if settings.ENVIRONMENT.tsa else None
    if found is None or Stamp.objects.filter(checkpoint=found[0]).exists():
        return False
    state, lines = found
    # The authority's own moment is what counts.
    answer, moment = stamp_of(state.note + lines)
    stamp = Stamp(checkpoint=state, lines=lines, token=answer, at=moment)
    Stamp.objects.bulk_create([stamp], ignore_conflicts=True)
    return True


def _to_stamp(at: datetime) -> tuple[Checkpoint, str] | None:
    """The state to stamp, and the lines of its witnesses."""
    held = vouched_for(at)
    state = Checkpoint.objects.filter(size=held.size).first() if held else newest_checkpoint()
    return (state, held.note.removeprefix(state.note) if held else "") if state else None


def cosign_newest(*, at: datetime) -> bool:
    """Have the newest checkpoint cosigned by the witnesses of the settings when it is new and they were not asked just now, or they vouched
    some time ago; whether enough of them vouch. Without a quorum the state that had one before stays the newest cosigned one.
    """
    policy, state, held = witness_policy(), newest_checkpoint(), newest_cosigned()
    if not policy.witnesses or state is None or (held is not None and not _is_due(state.size, held, at)):
        return True
    asked = Asked(state.size, state.note, lambda old: growth_proof(old, state.size))
    found = asked.vouched(policy, held.size if held else 0)
    if found is None:
        return False
    facts = {"size": state.size, "note": found[0], "at": found[1]}
    if not Cosigned.objects.filter(pk=1, size__lte=state.size).update(**facts):
        Cosigned.objects.get_or_create(pk=1, defaults=facts)
    return True


def _is_due(size: int, held: Cosigned, at: datetime) -> bool:
    """A busy log is not cosigned at each record, and one that stands still often enough to tell that witnesses are there."""
    return at - held.at >= (COSIGN_AGAIN if size == held.size else COSIGN_EVERY)


def _number(fresh: list[Record], size: int) -> None:
    """Give records their places from `size` on, in one statement: the only change their table allows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evidence_record SET index = placed.index"
            " FROM unnest(%s::uuid[], %s::bigint[]) AS placed (id, index) WHERE evidence_record.id = placed.id",
            [[record.pk for record in fresh], list(range(size, size + len(fresh)))],
        )


def _catch_up(size: int) -> None:
    """Make the tiles of records that were in the log before there were tiles."""
    last = Tile.objects.filter(level=0).order_by("-index").first()
    covered = last.index * WIDTH + len(last.hashes) // HASH_SIZE if last else 0
    while covered < size:
        rows = Record.objects.filter(index__gte=covered, index__lt=min(size, covered + CATCH_UP))
        leaves = [bytes(leaf) for leaf in rows.order_by("index").values_list("leaf", flat=True)]
        grow_tiles(Tile, covered, leaves)
        covered += len(leaves)
