"""What a sender's device says of its failed tries to hand a message in (docs/formats.md, Attempts)."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import rfc8785

from zegel.seal import keys
from zegel.seal.errors import AttemptsError

TYPE = "zegel/attempts/v1"
LABEL = b"zegel/attempts/v1\n"
MOST = 200
LIMIT = 64 * 1024

_SHA256 = re.compile(r"[0-9a-f]{64}")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)

type What = Literal["message", "file"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try, by the clock of the device. `status` is the HTTP status, 0 for no answer; `sealed` is the SHA-256 of the
    sealed envelope or file it was about."""

    at: datetime
    what: What
    status: int
    sealed: str


@dataclass(frozen=True, slots=True)
class AttemptList:
    """The tries of one message, in order of time; `envelope` is the SHA-256 of the sealed envelope that came through."""

    message: str
    envelope: str
    attempts: tuple[Attempt, ...]


def write(told: AttemptList) -> bytes:
    """Give the document: canonical JSON."""
    attempts: list[dict[str, str | int]] = [
        {"at": _written(attempt.at), "what": attempt.what, "status": attempt.status, "sealed": attempt.sealed}
        for attempt in told.attempts
    ]
    return rfc8785.dumps(
        {"type": TYPE, "message": told.message, "envelope": told.envelope, "attempts": attempts}
    )


def sign(seed: bytes, document: bytes) -> bytes:
    """Sign a document with the sender's signing key."""
    return keys.sign(seed, LABEL + document)


def read(document: bytes, signature: bytes, public_key: bytes) -> AttemptList:
    """Give what a document says, when its sender signed it.

    Raises:
        AttemptsError: it is no such document, or the signature does not hold.
    """
    if len(document) > LIMIT or not keys.is_signed_by(public_key, signature, LABEL + document):
        raise AttemptsError("signature")
    return parsed(document)


def parsed(document: bytes) -> AttemptList:
    """Give what a document says, of which the signature was checked before.

    Raises:
        AttemptsError.
    """
    try:
        told = json.loads(document)
        if rfc8785.dumps(told) != document or set(told) != {"type", "message", "envelope", "attempts"}:
            raise AttemptsError("shape")
        found = AttemptList(
            _matching(_UUID, told["message"]),
            _matching(_SHA256, told["envelope"]),
            tuple(_attempt(attempt) for attempt in told["attempts"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError, rfc8785.CanonicalizationError) as error:
        raise AttemptsError("shape") from error
    moments = [attempt.at for attempt in found.attempts]
    if told["type"] != TYPE or not 1 <= len(moments) <= MOST or moments != sorted(moments):
        raise AttemptsError("shape")
    return found


def _attempt(told: dict[str, Any]) -> Attempt:
    if set(told) != {"at", "what", "status", "sealed"} or told["what"] not in {"message", "file"}:
        raise AttemptsError("attempt")
    status = told["status"]
    if isinstance(status, bool) or not isinstance(status, int) or not (status == 0 or 500 <= status <= 599):
        raise AttemptsError("status")
    at = datetime.strptime(_matching(_MOMENT, told["at"]), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return Attempt(at, told["what"], status, _matching(_SHA256, told["sealed"]))


def _matching(pattern: re.Pattern[str], text: object) -> str:
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise AttemptsError("member")
    return text


def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
