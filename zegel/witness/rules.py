"""What a witness answers to `add-checkpoint` (C2SP tlog-witness.md), from the request and what it cosigned last."""

import base64
import re
from dataclasses import dataclass
from typing import Final

from zegel.seal.checkpoint import Checkpoint, origin_of, verify
from zegel.seal.errors import CheckpointError, ProofError
from zegel.seal.merkle import verify_consistency
from zegel.seal.policy import Policy
from zegel.witness.store import Latest

MOST_STEPS: Final = 63
LARGEST: Final = 128 * 1024
_OLD: Final = re.compile(r"old (0|[1-9][0-9]{0,18})")


class Refused(Exception):
    """The witness does not cosign; `status` is the HTTP status the protocol names, `size` goes with 409."""

    def __init__(self, status: int, reason: str, size: int | None = None) -> None:
        """Take the status and a sentence for the log's operator."""
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.size = size


@dataclass(frozen=True, slots=True)
class Request:
    """An old size, the consistency proof from it, and the checkpoint as it came."""

    old: int
    proof: tuple[bytes, ...]
    note: str


def read_request(body: bytes) -> Request:
    """Read a request.

    Raises:
        Refused: 400, malformed.
    """
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise Refused(400, "not UTF-8") from None
    head, separator, note = text.partition("\n\n")
    old, *lines = head.split("\n")
    match = _OLD.fullmatch(old)
    if not separator or match is None or len(lines) > MOST_STEPS:
        raise Refused(400, "not a request")
    try:
        proof = tuple(base64.b64decode(line, validate=True) for line in lines)
    except ValueError:
        raise Refused(400, "a step is no base64") from None
    return Request(int(match[1]), proof, note)


def read_checkpoint(note: str, policy: Policy) -> Checkpoint:
    """The checkpoint of a log this witness knows, signed by it.

    Raises:
        Refused: 404 an unknown log, 403 not signed by it, 400 malformed.
    """
    log = policy.logs.get(origin_of(note))
    if log is None:
        raise Refused(404, "no log of ours")
    try:
        return verify(note, log.key.name, log.key.key)
    except CheckpointError as error:
        raise Refused(403, str(error)) from None


def check_growth(request: Request, state: Checkpoint, last: Latest) -> None:
    """Let pass only what grew from what was cosigned last.

    Raises:
        Refused: 400 an old size beyond the checkpoint's; 409 another old size than ours, or two roots of one size; 422 a proof that
        does not hold.
    """
    if request.old > state.size:
        raise Refused(400, "the old size is beyond the new one")
    if request.old != last.size:
        raise Refused(409, "another checkpoint was cosigned last", last.size)
    if request.old == 0:
        if request.proof:
            raise Refused(422, "nothing can be proved from an empty log")
        return
    if request.old == state.size and state.root != last.root:
        raise Refused(409, "two roots for one size", last.size)
    try:
        verify_consistency(request.old, last.root, state.size, state.root, request.proof)
    except ProofError as error:
        raise Refused(422, str(error)) from None
