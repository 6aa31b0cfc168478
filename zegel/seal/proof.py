"""Proofs (docs/formats.md, Proof): any records of the log with all that proves them, checked without any server.

Compatibility: this shape is what `zegel/proof/v1` means for ever. A new member is a new version.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zegel.lib.moments import amsterdam
from zegel.seal import checkpoint
from zegel.seal.errors import ReceiptError
from zegel.seal.receipt import Proven, canonical, included, read_proven
from zegel.seal.shape import b64, decode, hash_bytes, members, parse, text, texts
from zegel.seal.succession import followed

TYPE = "zegel/proof/v1"
RECORDS_LIMIT = 5000


@dataclass(frozen=True)
class Told:
    """One record: what happened to what, by whom and when (on a Dutch clock), its place in the log, and its text."""

    event: str
    subject: str
    actor: str
    at: datetime
    facts: dict[str, Any]
    index: int
    body: bytes


@dataclass(frozen=True)
class Proofs:
    """Records that are in the log `origin`, under the checkpoint of `size` records, for `key`."""

    records: tuple[Told, ...]
    origin: str
    key: bytes
    size: int
    note: str
    stamp: bytes | None


def write(
    records: Sequence[Proven],
    *,
    origin: str,
    key: bytes,
    note: str,
    succession: Sequence[str],
    stamp: bytes | None,
) -> dict[str, object]:
    """Make the proof of records under one checkpoint."""
    return {
        "type": TYPE,
        "records": [record.to_json() for record in records],
        "log": {"origin": origin, "key": b64(key), "succession": list(succession), "checkpoint": note},
        "stamp": b64(stamp) if stamp is not None else None,
    }


def is_proof(data: bytes) -> bool:
    """Whether this claims to be a proof; what it is worth `verify` tells."""
    try:
        told = parse(data, "file")
    except ReceiptError:
        return False
    return isinstance(told, dict) and told.get("type") == TYPE


def verify(data: bytes, *keys: bytes) -> Proofs:
    """Check a proof, under one of `keys` or, without any, under the key it names itself.

    Raises:
        ReceiptError: shape, record or key; CheckpointError: a signed note; ProofError: a proof.
    """
    told = members(parse(data, "proof"), {"type", "records", "log", "stamp"})
    if told["type"] != TYPE:
        raise ReceiptError(f"its type is not {TYPE}")
    log = members(told["log"], {"origin", "key", "succession", "checkpoint"})
    records = _records(told["records"])
    origin, note = text(log["origin"], "log.origin"), text(log["checkpoint"], "log.checkpoint")
    named = hash_bytes(log["key"], "log.key")
    if keys and named not in followed(texts(log["succession"]), origin, keys):
        raise ReceiptError("it names another key than the one given")
    state = checkpoint.verify(note, origin, named)
    if state.origin != origin:
        raise ReceiptError("its checkpoint is of another log")
    for record in records:
        included(record, state)
    stamp = None if told["stamp"] is None else decode(told["stamp"], "stamp")
    return Proofs(tuple(_told(record) for record in records), origin, named, state.size, note, stamp)


def _records(value: object) -> list[Proven]:
    if not isinstance(value, list) or not 1 <= len(value) <= RECORDS_LIMIT:
        raise ReceiptError("records is no list of records")
    found = [members(sign, {"record", "index", "proof"}) for sign in value]
    return [read_proven(sign["record"], sign["index"], sign["proof"]) for sign in found]


def _told(record: Proven) -> Told:
    said = canonical(record.body)
    try:
        at = datetime.fromisoformat(said["at"])
        told = Told(
            said["event"],
            said["subject"],
            said["actor"],
            amsterdam(at),
            said["facts"],
            record.index,
            record.body,
        )
        # These are shown on a terminal, and must not steer it.
        fine = all(part.isprintable() for part in (told.event, told.subject, told.actor)) and said["v"] == 1
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise ReceiptError("a record is not one of this log's") from None
    if not fine or at.utcoffset() is None or not isinstance(told.facts, dict):
        raise ReceiptError("a record is not one of this log's")
    return told
