"""A proof that an entry is in a log, whole in one text (C2SP tlog-proof.md): checked with a policy and nothing else."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zegel.seal.errors import ProofError
from zegel.seal.merkle import HASH_SIZE, leaf_hash, verify_inclusion
from zegel.seal.policy import Policy, Witnessed, check

HEADER: Final = "c2sp.org/tlog-proof@v1"
MOST_STEPS: Final = 64
LARGEST: Final = 256 * 1024
_INDEX: Final = re.compile(r"index (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class TlogProof:
    """Entry number `index`, the path from its leaf to the root, and the checkpoint it leads to. `extra` is not proved."""

    index: int
    path: tuple[bytes, ...]
    note: str
    extra: bytes | None = None

    def __str__(self) -> str:
        """Give the text."""
        extra = [f"extra {base64.b64encode(self.extra).decode()}"] if self.extra is not None else []
        steps = [base64.b64encode(step).decode() for step in self.path]
        return "\n".join([HEADER, *extra, f"index {self.index}", *steps, "", self.note])


def parse(text: str) -> TlogProof:
    """Read a proof; nothing is verified yet.

    Raises:
        ProofError: malformed.
    """
    head, separator, note = text.partition("\n\n")
    lines = head.split("\n")
    if len(text) > LARGEST or not separator or lines.pop(0) != HEADER or not lines:
        raise ProofError("not a proof")
    extra = None
    if lines[0].startswith("extra "):
        extra = _decoded(lines.pop(0).removeprefix("extra "))
    match = _INDEX.fullmatch(lines.pop(0)) if lines else None
    if match is None or len(lines) > MOST_STEPS:
        raise ProofError("not a proof")
    path = tuple(_decoded(line) for line in lines)
    if any(len(step) != HASH_SIZE for step in path):
        raise ProofError("a step is not 32 bytes")
    return TlogProof(int(match[1]), path, note, extra)


def write(index: int, path: Sequence[bytes], note: str) -> str:
    """Make the text of a proof."""
    return str(TlogProof(index, tuple(path), note))


def verify(text: str, entry: bytes, policy: Policy) -> Witnessed:
    """Give the checkpoint under which `entry` (the bytes logged) stands, believed by a policy.

    Raises:
        ProofError: malformed, or it proves another entry; CheckpointError: as `policy.check`.
    """
    proof = parse(text)
    found = check(policy, proof.note)
    state = found.checkpoint
    verify_inclusion(leaf_hash(entry), proof.index, state.size, proof.path, state.root)
    return found


def _decoded(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise ProofError("invalid base64") from None
    if base64.b64encode(data).decode() != text:
        raise ProofError("base64 is not canonical")
    return data
