"""Reading evidence: what the log proves, for whoever holds a record, and what anybody may know of the log."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from zegel.evidence.errors import ReceiptPending
from zegel.evidence.keys import log_seed
from zegel.evidence.models import Checkpoint, Record, Tile
from zegel.seal.keys import signing_public
from zegel.seal.merkle import leaf_hash, verify_inclusion
from zegel.seal.tiles import Place, inclusion_proof, places_for


@dataclass(frozen=True, slots=True)
class Proof:
    """That a record is in the log: its own bytes, its place, and the path to the root that a signed note names."""

    body: bytes
    index: int
    path: list[bytes]
    note: str


def record_of(subject: UUID, event: str) -> Record:
    """The first record of an event about a subject.

    Raises:
        Record.DoesNotExist: there is none, which for an act that was done cannot be.
    """
    return Record.objects.filter(subject=subject, event=event).order_by("at", "id")[:1].get()


def proof_of(record: Record) -> Proof:
    """Prove a record by the newest checkpoint; two queries by key, whatever the size of the log.

    Raises:
        ReceiptPending: no checkpoint covers it yet;
        ProofError: the record or a tile was changed behind our back, so that nothing false is handed out.
    """
    last = newest_checkpoint()
    if record.index is None or last is None or record.index >= last.size:
        raise ReceiptPending
    path = inclusion_proof(record.index, last.size, tiles_at(places_for(record.index, last.size)))
    body = bytes(record.body)
    verify_inclusion(leaf_hash(body), record.index, last.size, path, bytes(last.root))
    return Proof(body, record.index, path, last.note)


def newest_checkpoint() -> Checkpoint | None:
    """The state of the log as last signed; None before its first record."""
    return Checkpoint.objects.order_by("-size").first()


def tiles_at(places: Iterable[Place]) -> dict[Place, bytes]:
    """The tiles of these places, as far as they exist."""
    wanted = Q()
    for level, index in places:
        wanted |= Q(level=level, index=index)
    rows = Tile.objects.filter(wanted) if wanted else ()
    return {(one.level, one.index): bytes(one.hashes) for one in rows}


def origin() -> str:
    """The name of this log, as its checkpoints state it."""
    return settings.ENVIRONMENT.origin.split("//")[1]


def public_log_key() -> str:
    """The key anyone can check checkpoints with (base64 of 32 bytes)."""
    return base64.b64encode(signing_public(log_seed())).decode()
