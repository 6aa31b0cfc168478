"""Receipts (docs/formats.md, Receipt): a record of the log with all that proves it, checked without any server.

Compatibility: these shapes are what `zegel/receipt/v1`, `v2` and `v3` mean for ever. A new member is a new version. All are
read, the third is written: it is about a message or about a filing.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import rfc8785

from zegel.lib.moments import amsterdam
from zegel.seal import checkpoint, merkle
from zegel.seal.errors import ReceiptError
from zegel.seal.shape import (
    PATH_LIMIT,
    b64,
    canonical_json,
    decode,
    hash_bytes,
    match,
    members,
    optional,
    parse,
    same,
    text,
    texts,
    whole,
)
from zegel.seal.succession import followed

OLD_TYPE = "zegel/receipt/v1"
MESSAGE_TYPE = "zegel/receipt/v2"
TYPE = "zegel/receipt/v3"
TYPES = (OLD_TYPE, MESSAGE_TYPE, TYPE)
EVENT = "mail.message.received"
FILED = "filing.filing.received"
CHECKED = "mail.file.checked"

LATER_LIMIT = 5000

_SHA256 = re.compile(r"[0-9a-f]{64}")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NAMES = {"sender", "onBehalfOf", "organisation", "recipients"}
_OLD_MEMBERS = {"type", "facts", "record", "log"}
_OLD_LOG = {"origin", "key", "index", "proof", "checkpoint"}
# What a verdict says beside its moment; who held the file and its number are told by where it stands.
_PLACED = {"holder", "delivery", "file"}


@dataclass(frozen=True)
class Parties:
    """Who sent it, on whose behalf, from which organisation (empty where there is none), and the boxes it went to; of a
    filing also the person it is filed for (empty where that is nobody else)."""

    sender: str
    on_behalf_of: str
    organisation: str
    recipients: tuple[str, ...]
    filed_for: str | None = None

    def to_json(self) -> dict[str, object]:
        """The member `parties`."""
        told: dict[str, object] = {
            "sender": self.sender,
            "onBehalfOf": self.on_behalf_of,
            "organisation": self.organisation,
            "recipients": list(self.recipients),
        }
        return told if self.filed_for is None else told | {"filedFor": self.filed_for}


@dataclass(frozen=True)
class Filing:
    """A filing as its record names it: its number for the counter, how it came, what it is and where it was filed."""

    id: str
    number: str
    channel: str
    kind: str
    court: str
    location: str
    matter: str

    def to_json(self) -> dict[str, object]:
        """The member `filing`."""
        return dict(vars(self))


@dataclass(frozen=True)
class File:
    """A sealed file as the facility received it: `size` and `sha256` are of the sealed bytes; what was found in it later."""

    number: int
    size: int
    sha256: str
    verdicts: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Facts:
    """What a receipt states, all of it taken from records; `received` is on a Dutch clock.

    `message` is empty for a filing that no message carried, `filing` None for a message, `envelope` empty on paper.
    """

    message: str
    received: datetime
    subject: str
    envelope: str
    files: tuple[File, ...]
    parties: Parties | None = None
    filing: Filing | None = None

    @property
    def number(self) -> str:
        """The receipt number: the identifier of what it is about."""
        return self.filing.id if self.filing else self.message

    def to_json(self, *, kind: str = TYPE) -> dict[str, object]:
        """The member `facts` as a version of receipt has it."""
        files = [{"number": file.number, "size": file.size, "sha256": file.sha256} for file in self.files]
        told: dict[str, object] = {
            "message": self.message,
            "received": self.received.isoformat(),
            "subject": self.subject,
            "envelope": self.envelope,
        }
        if kind == OLD_TYPE:
            return told | {"files": files}
        found = [
            plain | {"verdicts": list(file.verdicts)} for plain, file in zip(files, self.files, strict=True)
        ]
        told |= {"parties": self.parties.to_json() if self.parties else None, "files": found}
        if kind == MESSAGE_TYPE:
            return told
        return told | {
            "message": self.message or None,
            "envelope": self.envelope or None,
            "filing": self.filing.to_json() if self.filing else None,
        }


@dataclass(frozen=True)
class Receipt:
    """A receipt that holds: record `index` of the log `origin`, under the checkpoint of `size` records, for `key`.

    `note` is that checkpoint; `stamp` an authority's word about it, which `zegel.seal.stamp` checks; `body` the record.
    """

    facts: Facts
    origin: str
    key: bytes
    index: int
    size: int
    note: str
    stamp: bytes | None
    body: bytes


@dataclass(frozen=True)
class Proven:
    """A record with its place and the path to the root."""

    body: bytes
    index: int
    path: Sequence[bytes]

    def to_json(self) -> dict[str, object]:
        """As it stands among later records."""
        return {"record": self.body.decode(), "index": self.index, "proof": [b64(step) for step in self.path]}


def facts_of(body: bytes, personal: bytes | None = None, later: Sequence[bytes] = ()) -> Facts:
    """What a record of a received message or filing states, with what it says of persons and what later records add.

    Raises:
        ReceiptError: it is none, is not in canonical form, or the others do not belong to it.
    """
    told = canonical(body)
    try:
        facts = _facts(told)
        if personal is not None:
            facts = replace(facts, parties=_parties(told, personal))
        if later:
            facts = _with_verdicts(facts, [canonical(piece) for piece in later])
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise ReceiptError("the record is not one of a received message or filing") from None
    return facts


def canonical(body: bytes) -> Any:
    """The value of a record, which must be in canonical form (RFC 8785). Raises ReceiptError."""
    told = parse(body, "record")
    try:
        form = canonical_json(told)
    except (rfc8785.CanonicalizationError, ValueError, RecursionError):
        raise ReceiptError("the record is not canonical JSON") from None
    if form != body:
        raise ReceiptError("the record is not canonical JSON")
    return told


def _facts(told: object) -> Facts:
    if not isinstance(told, dict) or told["v"] != 1 or told["event"] not in (EVENT, FILED):
        raise ValueError
    facts = told["facts"]
    filing = _filing(told) if told["event"] == FILED else None
    subject = facts["reference"] if filing else facts["subject"]
    # What is shown on a terminal must not steer it.
    if not all(shown.isprintable() for shown in (subject, *(vars(filing).values() if filing else ()))):
        raise ValueError
    message = match(_UUID, told["subject"]) if filing is None else _carried(facts)
    paper = filing is not None and facts["envelope"] == ""
    files = tuple(
        File(number, whole(file["size"]), match(_SHA256, file["sha256"]))
        for number, file in enumerate(facts["files"], 1)
    )
    return Facts(
        message=message,
        received=_moment(facts.get("reachedAt") or told["at"]),
        subject=subject,
        envelope="" if paper else match(_SHA256, facts["envelope"]),
        files=files,
        filing=filing,
    )


def _filing(told: dict[str, Any]) -> Filing:
    facts = told["facts"]
    if facts["version"] != 2:
        raise ValueError
    names = ("number", "channel", "kind", "court", "location", "matter")
    return Filing(match(_UUID, told["subject"]), *(text(facts[name], name) for name in names))


def _carried(facts: dict[str, Any]) -> str:
    """The message that carried a filing; empty where none did."""
    return "" if facts["message"] is None else match(_UUID, facts["message"])


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.utcoffset() is None:
        raise ValueError
    return amsterdam(at)


def _parties(told: Any, personal: bytes) -> Parties:
    if hashlib.sha256(personal).hexdigest() != told["facts"]["personal"]:
        raise ReceiptError("its names are not those of its record")
    filed = told["event"] == FILED
    named = members(canonical(personal), _NAMES | {"salt"} | ({"filedFor"} if filed else set()))
    names = named["recipients"]
    if not isinstance(names, list):
        raise ReceiptError("its names are no names")
    return Parties(
        sender=text(named["sender"], "sender"),
        on_behalf_of=text(named["onBehalfOf"], "onBehalfOf"),
        organisation=text(named["organisation"], "organisation"),
        recipients=tuple(text(name, "recipients") for name in names),
        filed_for=text(named["filedFor"], "filedFor") if filed else None,
    )


def _with_verdicts(facts: Facts, later: list[Any]) -> Facts:
    """Each later record is a verdict on one file of this message."""
    found: dict[int, list[dict[str, Any]]] = {}
    for told in later:
        number = told["facts"]["file"]
        if (told["v"], told["event"], told["subject"]) != (1, CHECKED, facts.message or facts.number):
            raise ReceiptError("a later record is not about a file of this message")
        if type(number) is not int or not 1 <= number <= len(facts.files):
            raise ReceiptError("a later record is not about a file of this message")
        said = {name: value for name, value in told["facts"].items() if name not in _PLACED}
        found.setdefault(number, []).append({"at": _moment(told["at"]).isoformat(), **said})
    return replace(
        facts, files=tuple(replace(file, verdicts=tuple(found.get(file.number, ()))) for file in facts.files)
    )


def write(
    record: Proven,
    *,
    origin: str,
    key: bytes,
    note: str,
    personal: bytes | None = None,
    later: Sequence[Proven] = (),
    succession: Sequence[str] = (),
    stamp: bytes | None = None,
) -> dict[str, object]:
    """Make the receipt of the record of a message or filing; `later` records stand under the same checkpoint.

    Raises:
        ReceiptError: the record is of neither, or the others do not belong to it.
    """
    return {
        "type": TYPE,
        "facts": facts_of(record.body, personal, [proven.body for proven in later]).to_json(),
        "record": record.body.decode(),
        "personal": personal.decode() if personal is not None else None,
        "later": [proven.to_json() for proven in later],
        "log": {
            "origin": origin,
            "key": b64(key),
            "succession": list(succession),
            "index": record.index,
            "proof": [b64(step) for step in record.path],
            "checkpoint": note,
        },
        "stamp": b64(stamp) if stamp is not None else None,
    }


def checkpoint_in(data: bytes) -> str:
    """The signed note a receipt carries, which is still to be checked.

    Raises:
        ReceiptError: there is none.
    """
    try:
        told: Any = parse(data, "receipt")
        return text(told["log"]["checkpoint"], "log.checkpoint")
    except (KeyError, TypeError):
        raise ReceiptError("it carries no checkpoint") from None


def verify(data: bytes, *keys: bytes) -> Receipt:
    """Check a receipt, under one of `keys` or, without any, under the key it names itself.

    In this order: its shape; the records are canonical and state the facts; the checkpoint is of this log and signed by
    the key; the records are in the log at their places.

    Raises:
        ReceiptError: shape, record, facts or key; CheckpointError: a signed note; ProofError: a proof.
    """
    receipt = parse(data, "receipt")
    kind = receipt.get("type") if isinstance(receipt, dict) else None
    if kind not in TYPES:
        raise ReceiptError(f"its type is not {TYPE}")
    old = kind == OLD_TYPE
    told = members(receipt, _OLD_MEMBERS if old else _OLD_MEMBERS | {"personal", "later", "stamp"})
    log = members(told["log"], _OLD_LOG if old else _OLD_LOG | {"succession"})
    record = read_proven(told["record"], log["index"], log["proof"])
    later = [] if old else _later(told["later"])
    personal = None if old else optional(told["personal"], "personal")
    facts = facts_of(record.body, personal, [row.body for row in later])
    if facts.filing and kind != TYPE:
        raise ReceiptError("its version knows no filings")
    if not same(told["facts"], facts.to_json(kind=kind)):
        raise ReceiptError("its facts are not those of its record")
    origin, note = text(log["origin"], "log.origin"), text(log["checkpoint"], "log.checkpoint")
    named = hash_bytes(log["key"], "log.key")
    if keys and named not in followed([] if old else texts(log["succession"]), origin, keys):
        raise ReceiptError("it names another key than the one given")
    state = checkpoint.verify(note, origin, named)
    if state.origin != origin:
        raise ReceiptError("its checkpoint is of another log")
    for proven in (record, *later):
        included(proven, state)
    stamp = None if old or told["stamp"] is None else decode(told["stamp"], "stamp")
    return Receipt(facts, origin, named, record.index, state.size, note, stamp, record.body)


def included(record: Proven, state: checkpoint.Checkpoint) -> None:
    """Check that a record is in the log at its place. Raises ProofError."""
    leaf = merkle.leaf_hash(record.body)
    merkle.verify_inclusion(leaf, record.index, state.size, record.path, state.root)


def read_proven(body: object, index: object, path: object) -> Proven:
    """A record with its place and path, out of JSON. Raises ReceiptError."""
    if type(index) is not int:
        raise ReceiptError("log.index is no whole number")
    if not isinstance(path, list) or len(path) > PATH_LIMIT:
        raise ReceiptError("log.proof is no list of hashes")
    return Proven(text(body, "record").encode(), index, [hash_bytes(step, "log.proof") for step in path])


def _later(value: object) -> list[Proven]:
    if not isinstance(value, list) or len(value) > LATER_LIMIT:
        raise ReceiptError("later is no list of records")
    records = [members(sign, {"record", "index", "proof"}) for sign in value]
    return [read_proven(record["record"], record["index"], record["proof"]) for record in records]
