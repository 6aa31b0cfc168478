"""A signed judgment (docs/formats.md, Judgment): what the judge signed of a document of the court, and what the log says of it.

Compatibility: this shape is what `zegel/judgment/v1` means for ever. A new member is a new version.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

import rfc8785

from zegel.seal import keys
from zegel.seal.errors import JudgmentError
from zegel.seal.proof import Proofs, Told
from zegel.seal.proof import verify as verify_proof
from zegel.seal.shape import canonical_json, load, match, whole

TYPE: Final = "zegel/judgment/v1"
LABEL: Final = b"zegel/judgment/v1\n"
EVENT: Final = "judgments.document.signed"
KINDS: Final = ("written", "short", "full", "record")
"""A written judgment; a short one (*kop-staart*); its worked-out version; the record (*proces-verbaal*) of an oral one."""
LIMIT: Final = 1024 * 1024
NAME_LIMIT: Final = 200

_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_PDFA: Final = re.compile(r"(?:[123][abu]|4[ef]?)?")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]+={0,2}")


@dataclass(frozen=True, slots=True)
class Document:
    """The PDF that was signed: SHA-256 and size of its bytes, its pages, and the PDF/A level it claims (`2b`), empty for none."""

    sha256: str
    size: int
    pages: int
    conformance: str


@dataclass(frozen=True, slots=True)
class Judgment:
    """What a judge signed. `follows` is the judgment that this document works out or records; `day` that of the judgment (Dutch
    clock), `signed` the moment of signing by the judge's device (UTC, `2026-11-30T14:00:00Z`)."""

    judgment: str
    case: str
    number: str
    court: str
    kind: str
    follows: str | None
    day: str
    signed: str
    user: str
    name: str
    document: Document


@dataclass(frozen=True, slots=True)
class Signed:
    """A judgment as it was read: the signed text, the judge's key, and the proof of the log that came along."""

    judgment: Judgment
    statement: str
    key: bytes
    proof: bytes | None

    @property
    def sha256(self) -> str:
        """SHA-256 of the signed text, in hex, as the log names it."""
        return hashlib.sha256(self.statement.encode()).hexdigest()


def write(said: Judgment) -> str:
    """Give the text that is signed: canonical JSON (RFC 8785)."""
    own = {name: value for name, value in asdict(said).items() if name not in {"user", "name"}}
    value = {"type": TYPE, **own, "judge": {"user": said.user, "name": said.name}}
    return canonical_json(value).decode()


def sign(said: Judgment, seed: bytes, proof: object = None) -> bytes:
    """Give the signed judgment as a file.

    Raises:
        JudgmentError: what no reader would accept is not signed.
    """
    statement = write(said)
    _statement(statement)
    return canonical_json(
        {
            "type": TYPE,
            "statement": statement,
            "key": _b64(keys.signing_public(seed)),
            "signature": _b64(keys.sign(seed, LABEL + statement.encode())),
            "proof": proof,
        }
    )


def is_judgment(data: bytes) -> bool:
    """Whether this claims to be a signed judgment; what it is worth `read` tells."""
    try:
        told = load(data) if len(data) <= LIMIT else None
    except ValueError:
        return False
    return isinstance(told, dict) and told.get("type") == TYPE


def read(data: bytes) -> Signed:
    """Give what a file says, when the key it names signed it. Whose key that is says the log: `confirmed`.

    Raises:
        JudgmentError: it is no signed judgment in its one spelling, or the signature does not hold.
    """
    try:
        told = load(data) if len(data) <= LIMIT else None
        if not isinstance(told, dict) or set(told) != {"type", "statement", "key", "signature", "proof"}:
            raise JudgmentError("it does not have exactly the members it must have")
        if told["type"] != TYPE:
            raise JudgmentError(f"its type is not {TYPE}")
        statement, key, signature = (
            told["statement"],
            _decode(told["key"], 32),
            _decode(told["signature"], 64),
        )
        proof = None if told["proof"] is None else canonical_json(told["proof"])
        judgment = _statement(statement)
    except (ValueError, TypeError, AttributeError, RecursionError, rfc8785.CanonicalizationError) as error:
        raise JudgmentError("it is no signed judgment") from error
    if not keys.is_signed_by(key, signature, LABEL + statement.encode()):
        raise JudgmentError("the signature does not hold")
    return Signed(judgment, statement, key, proof)


def confirmed(signed: Signed, *log_keys: bytes) -> tuple[Proofs, Told] | None:
    """Give the record with which the log says that this judge signed this text with this key; None where no proof came along.

    Raises:
        JudgmentError: the proof is of something else; ReceiptError, CheckpointError, ProofError: it does not hold.
    """
    if signed.proof is None:
        return None
    proofs = verify_proof(signed.proof, *log_keys)
    record = record_of(signed, proofs.records)
    if record is None:
        raise JudgmentError("the records that came along are not of this judgment")
    return proofs, record


def record_of(signed: Signed, records: Iterable[Told]) -> Told | None:
    """The record among those of the log with which it says that this judge signed this text with this key; None without it."""
    said = signed.judgment
    wanted = {
        "document": said.judgment,
        "kind": said.kind,
        "statement": signed.sha256,
        "key": _b64(signed.key),
    }
    for record in records:
        about = (record.event, record.subject, record.actor) == (EVENT, said.case, f"user:{said.user}")
        if about and all(record.facts.get(name) == value for name, value in wanted.items()):
            return record
    return None


def _statement(text: str) -> Judgment:
    value = load(text.encode())
    if canonical_json(value).decode() != text or value["type"] != TYPE:
        raise JudgmentError("its statement is not in the one form it can have")
    try:
        found = _judgment(value)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise JudgmentError("its statement is not that of a judgment") from error
    if write(found) != text:
        raise JudgmentError("its statement has other members")
    return found


def _judgment(told: dict[str, Any]) -> Judgment:
    judge, document = told["judge"], told["document"]
    kind, follows = told["kind"], told["follows"]
    if kind not in KINDS or (kind in {"full", "record"}) != (follows is not None):
        raise ValueError
    return Judgment(
        judgment=match(_UUID, told["judgment"]),
        case=match(_UUID, told["case"]),
        number=_shown(told["number"]),
        court=_shown(told["court"]),
        kind=kind,
        follows=None if follows is None else match(_UUID, follows),
        day=date.fromisoformat(match(_DAY, told["day"])).isoformat(),
        signed=_moment(told["signed"]),
        user=match(_UUID, judge["user"]),
        name=_shown(judge["name"]),
        document=Document(
            match(_SHA256, document["sha256"]),
            whole(document["size"]),
            whole(document["pages"]),
            match(_PDFA, document["conformance"]),
        ),
    )


def _shown(text: str) -> str:
    """A name or number; it is shown on a terminal, and must not steer it."""
    if not 1 <= len(text) <= NAME_LIMIT or not text.isprintable():
        raise ValueError
    return text


def _moment(text: str) -> str:
    datetime.fromisoformat(match(_MOMENT, text))
    return text


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _decode(value: str, size: int) -> bytes:
    data = base64.b64decode(match(_BASE64, value), validate=True)
    if len(data) != size or _b64(data) != value:
        raise ValueError
    return data
