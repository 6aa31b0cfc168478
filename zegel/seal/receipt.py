"""Receipts (docs/formats.md, Receipt): a record of the log with all that proves it, checked without any server.

Compatibility: these shapes are what `zegel/receipt/v1` means for ever. A new member is a new version.
"""

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import rfc8785

from zegel.lib.moments import amsterdam
from zegel.seal import checkpoint, merkle
from zegel.seal.errors import ReceiptError

TYPE = "zegel/receipt/v1"
EVENT = "mail.message.received"

# The reader parses what a stranger wrote.
SIZE_LIMIT = 1024 * 1024
PATH_LIMIT = 64

_SHA256 = re.compile(r"[0-9a-f]{64}")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True)
class File:
    """A sealed file as the facility received it: `size` and `sha256` are of the sealed bytes."""

    number: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Facts:
    """What a receipt states, all of it taken from the record; `received` is on a Dutch clock."""

    message: str
    received: datetime
    subject: str
    envelope: str
    files: tuple[File, ...]

    def to_json(self) -> dict[str, object]:
        """The member `facts`."""
        return {
            "message": self.message,
            "received": self.received.isoformat(),
            "subject": self.subject,
            "envelope": self.envelope,
            "files": [{"number": one.number, "size": one.size, "sha256": one.sha256} for one in self.files],
        }


@dataclass(frozen=True)
class Receipt:
    """A receipt that holds: record `index` of the log `origin`, under the checkpoint of `size` records, for `key`."""

    facts: Facts
    origin: str
    key: bytes
    index: int
    size: int


def facts_of(body: bytes) -> Facts:
    """What a record of a received message states.

    Raises:
        ReceiptError: it is none, or is not in canonical form.
    """
    told = _parse(body, "record")
    try:
        canonical = rfc8785.dumps(told)  # type: ignore[arg-type]
    except (rfc8785.CanonicalizationError, ValueError, RecursionError):
        raise ReceiptError("the record is not canonical JSON") from None
    if canonical != body:
        raise ReceiptError("the record is not canonical JSON")
    try:
        return _facts(told)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise ReceiptError("the record is not one of a received message") from None


def _facts(told: object) -> Facts:
    if not isinstance(told, dict) or told["v"] != 1 or told["event"] != EVENT:
        raise ValueError
    facts = told["facts"]
    received = datetime.fromisoformat(told["at"])
    # The subject is shown on a terminal, and must not steer it.
    if received.utcoffset() is None or not facts["subject"].isprintable():
        raise ValueError
    files = tuple(
        File(number, _whole(one["size"]), _match(_SHA256, one["sha256"]))
        for number, one in enumerate(facts["files"], 1)
    )
    return Facts(
        message=_match(_UUID, told["subject"]),
        received=amsterdam(received),
        subject=facts["subject"],
        envelope=_match(_SHA256, facts["envelope"]),
        files=files,
    )


def write(
    body: bytes, *, origin: str, key: bytes, index: int, path: Sequence[bytes], note: str
) -> dict[str, object]:
    """Make the receipt of a record.

    Raises:
        ReceiptError: the record is not one of a received message.
    """
    return {
        "type": TYPE,
        "facts": facts_of(body).to_json(),
        "record": body.decode(),
        "log": {
            "origin": origin,
            "key": _b64(key),
            "index": index,
            "proof": [_b64(one) for one in path],
            "checkpoint": note,
        },
    }


def verify(data: bytes, key: bytes | None = None) -> Receipt:
    """Check a receipt, under `key` or, without one, under the key it names itself.

    In this order: its shape; the record is canonical and states the facts; the checkpoint is of this log and signed by
    the key; the record is in the log at its index.

    Raises:
        ReceiptError: shape, record, facts or key; CheckpointError: the signed note; ProofError: the proof.
    """
    receipt = _members(_parse(data, "receipt"), {"type", "facts", "record", "log"})
    if receipt["type"] != TYPE:
        raise ReceiptError(f"its type is not {TYPE}")
    log = _members(receipt["log"], {"origin", "key", "index", "proof", "checkpoint"})
    origin, note = _text(log["origin"], "log.origin"), _text(log["checkpoint"], "log.checkpoint")
    body = _text(receipt["record"], "record").encode()
    facts = facts_of(body)
    if not _same(receipt["facts"], facts.to_json()):
        raise ReceiptError("its facts are not those of its record")
    named = _bytes(log["key"], "log.key")
    if key is not None and named != key:
        raise ReceiptError("it names another key than the one given")
    state = checkpoint.verify(note, origin, named)
    if state.origin != origin:
        raise ReceiptError("its checkpoint is of another log")
    if type(log["index"]) is not int:
        raise ReceiptError("log.index is no whole number")
    if not isinstance(log["proof"], list) or len(log["proof"]) > PATH_LIMIT:
        raise ReceiptError("log.proof is no list of hashes")
    path = [_bytes(one, "log.proof") for one in log["proof"]]
    merkle.verify_inclusion(merkle.leaf_hash(body), log["index"], state.size, path, state.root)
    return Receipt(facts, origin, named, log["index"], state.size)


def _parse(data: bytes, what: str) -> object:
    if len(data) > SIZE_LIMIT:
        raise ReceiptError(f"the {what} is too large")
    try:
        return json.loads(data.decode(), object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        raise ReceiptError(f"the {what} is not JSON, or is cut short") from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member is named twice")
    return members


def _members(value: object, names: set[str]) -> dict[str, object]:
    if not isinstance(value, dict) or set(value) != names:
        raise ReceiptError("it does not have exactly the members of a receipt")
    return value


def _same(value: object, expected: object) -> bool:
    """Equal as JSON: to Python 1 is also true and 1.0."""
    try:
        return rfc8785.dumps(value) == rfc8785.dumps(expected)  # type: ignore[arg-type]
    except (rfc8785.CanonicalizationError, ValueError, RecursionError):
        return False


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise ReceiptError(f"{name} is no text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ReceiptError(f"{name} is no text") from None
    return value


def _bytes(value: object, name: str) -> bytes:
    try:
        data = base64.b64decode(_text(value, name), validate=True)
    except ValueError:
        data = b""
    if len(data) != merkle.HASH_SIZE or _b64(data) != value:
        raise ReceiptError(f"{name} is not base64 of 32 bytes")
    return data


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _match(pattern: re.Pattern[str], value: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError
    return value


def _whole(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError
    return value
