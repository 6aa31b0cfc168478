"""Checks of a whole log: that a later checkpoint only adds to an earlier one, and that a copy of the log is what was signed."""

import itertools
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from zegel.client.verify_source import Readable, Source, Tiles
from zegel.lib.moments import CLOCK_PATIENCE
from zegel.seal import checkpoint, tiles
from zegel.seal.checkpoint import Checkpoint
from zegel.seal.errors import CheckpointError, ProofError
from zegel.seal.merkle import HASH_SIZE, Frontier, leaf_hash, verify_consistency
from zegel.seal.succession import followed

# The server refuses what claims to be older than this beside the newest record it sees; two who write at once may not see each other.
PATIENCE = 2 * CLOCK_PATIENCE
ACCEPTED = "evidence.clock.accepted"


def state_of(note: str, keys: Iterable[bytes]) -> Checkpoint:
    """The checkpoint of a note that one of these keys signed.

    Raises:
        CheckpointError: none did, it is malformed, or it is signed under another name than it is of.
    """
    origin = checkpoint.origin_of(note)
    state = checkpoint.verify(note, origin, checkpoint.signer_of(note, origin, keys))
    if state.origin != origin:
        raise CheckpointError("the checkpoint is of another log")
    return state


def check_consistency(old: Checkpoint, new: Checkpoint, source: Readable) -> None:
    """Nothing when `new` only adds to `old`.

    Raises:
        ProofError: it does not, or the log does not publish what proves it; SourceError: it cannot be reached.
    """
    if old.origin != new.origin:
        raise ProofError("they are of two logs")
    proof = tiles.consistency_proof(old.size, new.size, Tiles(source, new.size))
    verify_consistency(old.size, old.root, new.size, new.root, proof)


@dataclass(frozen=True)
class Audit:
    """What held: the newest state and its note, how many checkpoints agree with it, and whether records were there to be read."""

    state: Checkpoint
    note: str
    checkpoints: int
    records: bool


def audit(source: Source, keys: list[bytes], kept: list[str]) -> Audit:
    """Read a log from its first record to its last, against its own checkpoints and those kept elsewhere.

    Raises:
        CheckpointError: a signature; ProofError: a record, a tile or an order; SourceError: it cannot be reached.
    """
    note = _text(source, "checkpoint")
    if note is None:
        raise ProofError("there is no checkpoint")
    trusted = followed(_lines(source, "key-changes.jsonl"), checkpoint.origin_of(note), keys)
    state = state_of(note, trusted)
    own = [state_of(line, trusted) for line in (*_lines(source, "checkpoints.jsonl"), *kept)]
    if any(line.origin != state.origin for line in own):
        raise ProofError("a checkpoint is of another log")
    size = _known_size(source, state, own)
    has_records = source.read(_bundle_path(0, size)) is not None
    _walk(_leaves(source, size, records=has_records), [*own, state])
    _check_upper(source, size)
    return Audit(state, note, len(own) + 1, has_records)


def _known_size(source: Source, state: Checkpoint, own: list[Checkpoint]) -> int:
    """How many records there are: what is published is what witnesses saw last, and somebody can have kept a state that is some seconds newer."""
    size = max([state.size, *(each_state.size for each_state in own)])
    if size > state.size and Tiles(source, size).get((0, (size - 1) // tiles.WIDTH)) is None:
        raise ProofError(
            f"a signed checkpoint knows {size} records, this log has {state.size}: some were dropped"
        )
    return size


def _walk(leaves: Iterator[bytes], states: list[Checkpoint]) -> None:
    """Every state must be that of the log when it had that many records."""
    frontier = Frontier()
    for state in sorted(states, key=lambda each_state: each_state.size):
        for leaf in itertools.islice(leaves, state.size - frontier.size):
            frontier.append(leaf)
        if frontier.root() != state.root:
            raise ProofError(
                f"the first {state.size} records are not those that were signed: one was changed, dropped or put between"
            )


def _leaves(source: Source, size: int, *, records: bool) -> Iterator[bytes]:
    """The leaf hashes as published, each compared with its record where records are there."""
    published, latest = Tiles(source, size), None
    for index in range(-(-size // tiles.WIDTH)):
        data = published.get((0, index))
        if data is None:
            raise ProofError(f"tile {index} of the log is missing")
        hashes = [data[start : start + HASH_SIZE] for start in range(0, len(data), HASH_SIZE)]
        if records:
            bodies = _bundle(source, index, size)
            if len(bodies) != len(hashes):
                raise ProofError(f"after record {index * tiles.WIDTH} one was dropped")
            for number, (body, expected) in enumerate(zip(bodies, hashes, strict=True), index * tiles.WIDTH):
                if leaf_hash(body) != expected:
                    raise ProofError(f"record {number} is not the one that was logged")
                latest = _moment(number, body, latest)
        yield from hashes


def _moment(number: int, body: bytes, latest: datetime | None) -> datetime:
    """The newest moment so far; a record that claims to be much older than one before it was dated back."""
    try:
        record = json.loads(body)
        at, accepted = datetime.fromisoformat(record["at"]), record["event"] == ACCEPTED
    except (ValueError, KeyError, TypeError):
        raise ProofError(f"record {number} is no record") from None
    if latest is None or accepted:
        return at
    if at < latest - PATIENCE:
        raise ProofError(
            f"record {number} is dated back: it says {at:%Y-%m-%d %H:%M:%S}, one before it {latest:%Y-%m-%d %H:%M:%S}"
        )
    return max(at, latest)


def _bundle_path(index: int, size: int) -> str:
    width = tiles.width_at((0, index), size)
    return f"tile/entries/{tiles.number_path(index)}" + (f".p/{width}" if width < tiles.WIDTH else "")


def _bundle(source: Source, index: int, size: int) -> list[bytes]:
    """The records of one tile: each behind its length in two bytes."""
    data, bodies = source.read(_bundle_path(index, size)) or b"", []
    while data:
        length = int.from_bytes(data[:2])
        bodies.append(data[2 : 2 + length])
        data = data[2 + length :]
    return bodies


def _check_upper(source: Source, size: int) -> None:
    """Tiles above the leaves are hashes of those below; a wrong one would only spoil proofs, and is told all the same."""
    level = 1
    while size >> 8 * level:
        below, upper = Tiles(source, size), Tiles(source, size)
        for index in range(-(-(size >> 8 * level) // tiles.WIDTH)):
            data = upper.get((level, index), b"")
            for within in range(tiles.width_at((level, index), size)):
                under = below.get((level - 1, index * tiles.WIDTH + within), b"")
                root = Frontier.over(
                    [under[at : at + HASH_SIZE] for at in range(0, len(under), HASH_SIZE)]
                ).root()
                if data[within * HASH_SIZE : (within + 1) * HASH_SIZE] != root:
                    raise ProofError(f"tile {index} of level {level} does not fit the records")
        level += 1


def _text(source: Source, path: str) -> str | None:
    data = source.read(path)
    return None if data is None else data.decode(errors="replace")


def _lines(source: Source, path: str) -> list[str]:
    """The notes in a file of JSON lines, each an object with `note`."""
    try:
        return [str(json.loads(line)["note"]) for line in (_text(source, path) or "").splitlines()]
    except (ValueError, KeyError, TypeError):
        raise CheckpointError(f"{path} cannot be read") from None
