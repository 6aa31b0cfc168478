"""Merkle trees over a log (RFC 9162, section 2.1): roots and proofs, SHA-256, 32-byte hashes.

`leaves` are always leaf hashes, oldest first. Verification raises ProofError and returns nothing.
"""

import hashlib
import hmac
from collections.abc import Sequence

from zegel.seal.errors import ProofError

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash one record. The first byte keeps a record from passing for an inner node."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into one."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Give the root over all leaves (2.1.1)."""
    return Frontier.over(leaves).root()


class Frontier:
    """The right edge of a growing tree: what must be kept to append and to know the root.

    `peaks` are the roots of the complete subtrees from left to right, one per 1 bit in `size`. Store both;
    a Frontier made from them again goes on where this one was. Not safe to share between threads.
    """

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        """Take what was stored, or nothing for an empty log. Raises ProofError where they do not fit."""
        if size < 0 or len(peaks) != size.bit_count():
            raise ProofError("number of peaks does not fit the size of the log")
        self.size = size
        self.peaks = list(peaks)

    @classmethod
    def over(cls, leaves: Sequence[bytes]) -> "Frontier":
        """Make the frontier of a log that has these leaves."""
        frontier = cls()
        for leaf in leaves:
            frontier.append(leaf)
        return frontier

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash: constant work on average, log(size) at most."""
        self.peaks.append(leaf)
        for _ in range((~self.size & self.size + 1).bit_length() - 1):
            right = self.peaks.pop()
            self.peaks[-1] = node_hash(self.peaks[-1], right)
        self.size += 1

    def root(self) -> bytes:
        """Give the root over everything appended."""
        if not self.peaks:
            return EMPTY_ROOT
        value = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            value = node_hash(peak, value)
        return value


def _split(size: int) -> int:
    """Give the largest power of two smaller than `size`, where a tree of that size splits."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Give the proof that leaf `index` (from zero) is in the tree over `leaves` (2.1.3.1)."""
    if not 0 <= index < len(leaves):
        raise ProofError("no such leaf")
    if len(leaves) == 1:
        return []
    middle = _split(len(leaves))
    left, right = leaves[:middle], leaves[middle:]
    if index < middle:
        return [*inclusion_proof(index, left), root(right)]
    return [*inclusion_proof(index - middle, right), root(left)]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> None:
    """Raise ProofError unless `leaf` is number `index` of the tree of `size` with root `expected` (2.1.3.2)."""
    if not 0 <= index < size:
        raise ProofError("no such leaf")
    value, first, last = leaf, index, size - 1
    for step in proof:
        if last == 0:
            raise ProofError("inclusion proof is too long")
        if first & 1 or first == last:
            value = node_hash(step, value)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            value = node_hash(value, step)
        first, last = first >> 1, last >> 1
    if last != 0:
        raise ProofError("inclusion proof is too short")
    _require_equal(value, expected, "inclusion proof leads to another root")


def consistency_proof(old_size: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Give the proof that the tree over `leaves` extends the one over its first `old_size` (2.1.4.1)."""
    if not 0 < old_size <= len(leaves):
        raise ProofError("no such earlier tree")
    return _subproof(old_size, leaves, complete=True)


def _subproof(old_size: int, leaves: Sequence[bytes], *, complete: bool) -> list[bytes]:
    if old_size == len(leaves):
        return [] if complete else [root(leaves)]
    middle = _split(len(leaves))
    left, right = leaves[:middle], leaves[middle:]
    if old_size <= middle:
        return [*_subproof(old_size, left, complete=complete), root(right)]
    return [*_subproof(old_size - middle, right, complete=False), root(left)]


def verify_consistency(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Raise ProofError unless the new tree only added to the old one (2.1.4.2)."""
    if not 0 < old_size <= new_size:
        raise ProofError("sizes are not those of an earlier and a later tree")
    if old_size == new_size:
        if proof:
            raise ProofError("consistency proof is too long")
        _require_equal(old_root, new_root, "two roots for one size")
        return
    # A complete old tree is itself the first node of the path and is left out of the proof.
    path = [old_root, *proof] if old_size.bit_count() == 1 else list(proof)
    if not path:
        raise ProofError("consistency proof is too short")
    _walk_consistency(old_size - 1, new_size - 1, path, old_root, new_root)


def _walk_consistency(first: int, last: int, path: list[bytes], old_root: bytes, new_root: bytes) -> None:
    while first & 1:
        first, last = first >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            raise ProofError("consistency proof is too long")
        if first & 1 or first == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            new = node_hash(new, step)
        first, last = first >> 1, last >> 1
    if last != 0:
        raise ProofError("consistency proof is too short")
    _require_equal(old, old_root, "consistency proof leads to another old root")
    _require_equal(new, new_root, "consistency proof leads to another new root")


def _require_equal(value: bytes, expected: bytes, problem: str) -> None:
    if not hmac.compare_digest(value, expected):
        raise ProofError(problem)
