"""Reading evidence: what the log proves, for whoever holds a record, and what anybody may know of the log."""

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, cast
from uuid import UUID

from django.conf import settings

from zegel.evidence.errors import ReceiptPending
from zegel.evidence.events import CLIENT
from zegel.evidence.keys import log_seed
from zegel.evidence.models import Checkpoint, Cosigned, KeyChange, Opening, Record, Stamp, Tile
from zegel.evidence.tiles import tile_at, tiles_in
from zegel.seal import receipt
from zegel.seal.checkpoint import ED25519, signer_of
from zegel.seal.cosignature import VerifierKey
from zegel.seal.keys import signing_public
from zegel.seal.merkle import HASH_SIZE, leaf_hash, verify_inclusion
from zegel.seal.policy import Place as LogPlace
from zegel.seal.policy import Policy
from zegel.seal.proof import write
from zegel.seal.receipt import Proven
from zegel.seal.succession import keys_in
from zegel.seal.tiles import WIDTH, Place, consistency_proof, inclusion_proof, path_of, places_for, width_at

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Kept",
    "Proof",
    "Record",
    "Told",
    "all_checkpoints",
    "all_tiles",
    "awaits_log",
    "growth_proof",
    "key_changes",
    "log_pages",
    "logged_until",
    "newest_about",
    "newest_checkpoint",
    "newest_client",
    "newest_cosigned",
    "newest_record",
    "opening_of",
    "origin",
    "proof_file",
    "proof_of",
    "public_log_key",
    "public_log_keys",
    "published_note",
    "published_tile",
    "receipt_from",
    "record_of",
    "records_about",
    "records_after",
    "records_at",
    "records_of",
    "stamp_authority",
    "tiles_at",
    "told_of",
    "vouched_for",
    "witness_policy",
]

SILENT: Final = timedelta(hours=24)
"""After so long without a word of the witnesses, what they saw last is not what is published any more: browsers tell the difference then."""


@dataclass(frozen=True, slots=True)
class Proof:
    """That records are in the log: the path of each to the root of one signed note, and what that note rests on.

    `key` signed it, `succession` leads from older keys to that one, `stamp` is an authority's word about the note.
    """

    records: list[Proven]
    note: str
    key: bytes
    succession: list[str]
    stamp: bytes | None


def record_of(subject: UUID, event: str) -> Record:
    """The first record of an event about a subject.

    Raises:
        Record.DoesNotExist: there is none, which for an act that was done cannot be.
    """
    return Record.objects.filter(subject=subject, event=event).order_by("at", "id")[:1].get()


def records_of(subject: UUID, event: str) -> list[Record]:
    """All records of an event about a subject that the log has taken in, oldest first."""
    return list(Record.objects.filter(subject=subject, event=event, index__isnull=False).order_by("index"))


def records_at(places: Iterable[int]) -> list[Record]:
    """The records at these places of the log, in its order (one query)."""
    return list(Record.objects.filter(index__in=list(places)).order_by("index"))


def newest_about(subject: UUID, *, limit: int) -> list[Record]:
    """The newest records about a subject, whether or not the log has taken them in."""
    return list(Record.objects.filter(subject=subject).order_by("-at", "-id")[:limit])


def newest_client() -> Record | None:
    """What was recorded last of the scripts and styles of this site, whether or not the log has taken it in."""
    return next(iter(newest_about(CLIENT, limit=1)), None)


def opening_of(record: Record) -> bytes | None:
    """What a record says of persons; None when it says nothing, or it was forgotten."""
    found = Opening.objects.filter(record=record).first()
    return bytes(found.body) if found else None


def newest_record() -> Record | None:
    """What was recorded last, whether or not the log has taken it in; of two at one moment the one that waits."""
    waiting = Record.objects.filter(index__isnull=True).order_by("-id")[:1]
    placed = Record.objects.filter(index__isnull=False).order_by("-index")[:1]
    return max(waiting.union(placed, all=True), key=lambda row: (row.at, row.index is None), default=None)


def awaits_log() -> bool:
    """Whether any record has no place in the log yet (one query)."""
    return Record.objects.filter(index__isnull=True).exists()


@dataclass(frozen=True, slots=True)
class Told:
    """A record as somebody may read it who is told of its subject."""

    at: datetime
    event: str
    actor: str
    facts: dict[str, Any]


def waits_since(moment: datetime) -> bool:
    """Whether something that happened before a moment has no place in the log yet: nobody gives places."""
    return Record.objects.filter(index__isnull=True, at__lt=moment).exists()


def logged_until(at: datetime) -> datetime:
    """Before which moment everything that was recorded has its place in the log: that of the oldest record that waits, or else `at`."""
    oldest = Record.objects.filter(index__isnull=True).order_by("id").values_list("at", flat=True).first()
    return min(oldest, at) if oldest else at


def log_works(moment: datetime) -> bool:
    """Whether the log can be signed, and what happened before a moment is in it."""
    try:
        log_seed()
    except OSError:
        return False
    return not waits_since(moment)


def told_of(subject: UUID, events: Iterable[str], *, limit: int = 100) -> list[Told]:
    """The newest records of these events about a subject the caller may know everything of (one query)."""
    rows = Record.objects.filter(subject=subject, event__in=list(events)).order_by("-at", "-id")[:limit]
    found = []
    for row in rows:
        body = json.loads(bytes(row.body))
        found.append(Told(row.at, row.event, body["actor"], body["facts"]))
    return found


@dataclass(frozen=True, slots=True)
class Kept:
    """A record with what it says. `index` is its place in the log, None while it waits for one."""

    record: Record
    at: datetime
    event: str
    subject: UUID
    actor: str
    facts: dict[str, Any]
    index: int | None
    personal: bytes | None
    """What it says of persons, where that was not forgotten."""


def records_about(
    subjects: Iterable[UUID],
    *,
    events: Iterable[str] = (),
    since: datetime | None = None,
    limit: int = 20_000,
) -> list[Kept]:
    """The records about subjects the caller may know of, oldest first, whether or not they have a place (one query)."""
    rows = Record.objects.filter(subject__in=list(subjects)).select_related("opening")
    if named := list(events):
        rows = rows.filter(event__in=named)
    if since:
        rows = rows.filter(at__gte=since)
    return [_kept(row) for row in rows.order_by("at", "id")[:limit]]


def records_after(number: int, events: Iterable[str], *, limit: int) -> tuple[list[Kept], int]:
    """The records of these events from behind place `number` of the log on, in their order, and up to which place was looked."""
    last = newest_checkpoint()
    end = last.size - 1 if last else -1
    rows = Record.objects.filter(index__gt=number, index__lte=end, event__in=list(events)).order_by("index")
    found = [_kept(row) for row in rows.select_related("opening")[:limit]]
    # Where there are more, only up to the last one of these.
    return found, (found[-1].index or 0) if len(found) == limit else end


def _kept(row: Record) -> Kept:
    body = json.loads(bytes(row.body))
    opening = getattr(row, "opening", None)
    personal = bytes(opening.body) if opening else None
    return Kept(row, row.at, row.event, row.subject, body["actor"], body["facts"], row.index, personal)


def proof_of(*records: Record) -> Proof:
    """Prove records by one checkpoint: the first that was stamped and covers them, of those that witnesses had cosigned if there is one; or
    else the newest, the one that witnesses cosigned where that covers them.

    Reads a few rows by key, whatever the size of the log.

    Raises:
        ReceiptPending: no checkpoint covers them yet;
        ProofError: a record or a tile was changed behind our back, so that nothing false is handed out.
    """
    newest = max(-1 if record.index is None else record.index for record in records)
    pending = any(record.index is None for record in records)
    stamped = _stamped_after(newest)
    held = None if stamped else newest_cosigned()
    state: Checkpoint | None
    if stamped:
        state, note = stamped.checkpoint, stamped.note
    elif held is not None and newest < held.size:
        state, note = Checkpoint.objects.filter(size=held.size).first(), held.note
    else:
        state = newest_checkpoint()
        note = state.note if state else ""
    if pending or state is None or newest >= state.size:
        raise ReceiptPending
    changes = key_changes()
    key = signer_of(note, origin(), _keys(changes))
    stamp = bytes(stamped.token) if stamped else None
    return Proof(_proven(records, state), note, key, changes, stamp)


def _stamped_after(index: int) -> Stamp | None:
    """The first stamp of a state with this place of the log: of one that witnesses had cosigned, if there is any."""
    stamps = Stamp.objects.select_related("checkpoint").filter(pk__gt=index).order_by("pk")
    cosigned = stamps.exclude(lines="").first() if settings.ENVIRONMENT.witnesses.witnesses else None
    return cosigned or stamps.first()


def proof_file(proof: Proof) -> dict[str, object]:
    """A proof as `zegel/proof/v1`, for whoever may see its records."""
    return write(
        proof.records,
        origin=origin(),
        key=proof.key,
        note=proof.note,
        succession=proof.succession,
        stamp=proof.stamp,
    )


def _proven(records: Sequence[Record], state: Checkpoint) -> list[Proven]:
    """Each record with its path, from tiles that are read once for all of them."""
    places = {place for record in records for place in places_for(cast("int", record.index), state.size)}
    tiles, found = tiles_at(places), list[Proven]()
    for record in records:
        index, body = cast("int", record.index), bytes(record.body)
        path = inclusion_proof(index, state.size, tiles)
        verify_inclusion(leaf_hash(body), index, state.size, path, bytes(state.root))
        found.append(Proven(body, index, path))
    return found


def newest_checkpoint() -> Checkpoint | None:
    """The state of the log as last signed; None before its first record."""
    return Checkpoint.objects.order_by("-size").first()


def witness_policy() -> Policy:
    """This log, and the witnesses of the settings with the quorum that is asked of them."""
    key = VerifierKey(origin(), ED25519, signing_public(log_seed()))
    return replace(settings.ENVIRONMENT.witnesses, logs={origin(): LogPlace(key)})


def newest_cosigned() -> Cosigned | None:
    """The newest state that enough witnesses cosigned; None where nobody is asked to."""
    return Cosigned.objects.first() if settings.ENVIRONMENT.witnesses.witnesses else None


def published_note(at: datetime) -> str | None:
    """The state that is published: the newest that enough witnesses cosigned, or while they are silent for long the newest of all."""
    found = vouched_for(at) or newest_checkpoint()
    return found.note if found else None


def vouched_for(at: datetime) -> Cosigned | None:
    """The newest state that enough witnesses cosigned, while they are not silent for long."""
    held = newest_cosigned()
    return held if held is not None and at - held.at < SILENT else None


def growth_proof(old: int, size: int) -> list[bytes]:
    """That the log of `size` extends the one of `old`; of nothing there is none to give (one query)."""
    if not 0 < old <= size:
        return []
    return consistency_proof(old, size, tiles_at(places_for(old - 1, size)))


def tiles_at(places: Iterable[Place]) -> dict[Place, bytes]:
    """The tiles of these places, as far as they exist."""
    return tiles_in(Tile, places)


def receipt_from(record: Record, later: Sequence[Record]) -> dict[str, object]:
    """The receipt of a record as `zegel/receipt/v3`, with `later` records about the same under the same checkpoint.

    Raises:
        ReceiptPending: the log has not taken it in yet.
    """
    proof = proof_of(record, *later)
    received, *others = proof.records
    return receipt.write(
        received,
        origin=origin(),
        key=proof.key,
        note=proof.note,
        personal=opening_of(record),
        later=others,
        succession=proof.succession,
        stamp=proof.stamp,
    )


def origin() -> str:
    """The name of this log, as its checkpoints state it."""
    return settings.ENVIRONMENT.log


def published_tile(path: str) -> bytes | None:
    """The tile at a path of tlog-tiles, of the width asked for; None where the log has none there."""
    return tile_at(Tile, path)


def key_changes() -> list[str]:
    """The announcements of new keys, oldest first."""
    return list(KeyChange.objects.order_by("id").values_list("note", flat=True))


def public_log_keys() -> list[str]:
    """The keys checkpoints can be checked with (base64 of 32 bytes each): the one that signs now, and those before it."""
    return [base64.b64encode(key).decode() for key in _keys(key_changes())]


def _keys(changes: list[str]) -> list[bytes]:
    present = signing_public(log_seed())
    return [present, *(old for note in reversed(changes) if (old := keys_in(note)[0]) != present)]


def public_log_key() -> str:
    """The key that signs now (base64 of 32 bytes)."""
    return public_log_keys()[0]


def stamp_authority() -> str:
    """The certificate (PEM) that time stamps are checked with; empty where no authority stamps."""
    path = settings.ENVIRONMENT.tsa_ca
    return Path(path).read_text() if path else ""


def log_pages(size: int) -> Iterator[list[bytes]]:
    """The records of the log, 256 at a time, exactly as they are kept; what is missing is not filled in."""
    for start in range(0, size, WIDTH):
        rows = Record.objects.filter(index__gte=start, index__lt=min(size, start + WIDTH)).order_by("index")
        yield [bytes(body) for body in rows.values_list("body", flat=True)]


def all_tiles(size: int) -> Iterator[tuple[str, bytes]]:
    """Every tile as it is kept, by its path in a log of `size`; what has grown since is left out."""
    for tile in Tile.objects.order_by("level", "index").iterator(chunk_size=500):
        place = tile.level, tile.index
        if width := width_at(place, size):
            yield path_of(place, width), bytes(tile.hashes)[: width * HASH_SIZE]


def all_checkpoints(size: int) -> Iterator[tuple[str, bytes | None]]:
    """Every signed state of the log up to `size`, oldest first, with its stamp where it has one, and then as it was stamped."""
    rows = Checkpoint.objects.filter(size__lte=size).order_by("size")
    for note, lines, token in rows.values_list("note", "stamp__lines", "stamp__token").iterator(
        chunk_size=2000
    ):
        yield note + (lines or ""), bytes(token) if token is not None else None
