"""Tiles: the hashes of a large log in pieces of 256, so that a proof reads a few of them (C2SP tlog-tiles.md).

Tile `(level, index)` holds the roots of the complete subtrees of 256^level leaves, from number 256 * index on, 32 bytes
each. The last tile of a level may be partial. What lies between two levels is hashed anew when a proof asks for it.
"""

from collections.abc import Mapping, Sequence

from zegel.seal.errors import ProofError
from zegel.seal.merkle import HASH_SIZE, Frontier, node_hash

WIDTH = 256
_BITS = 8

type Place = tuple[int, int]


def _hashes(tile: bytes) -> list[bytes]:
    return [tile[start : start + HASH_SIZE] for start in range(0, len(tile), HASH_SIZE)]


def _places(number: int, size: int) -> set[Place]:
    """On every level of a log of `size`, the tile in or under which leaf `number` stands."""
    found, level = set(), 0
    while size:
        found.add((level, number // WIDTH))
        number, size, level = number // WIDTH, size // WIDTH, level + 1
    return found


def edge_of(size: int) -> set[Place]:
    """The partial tiles at the right edge of a log: what appending to it must know."""
    return {(level, index) for level, index in _places(size, size) if (size >> _BITS * level) % WIDTH}


def grow(size: int, leaves: Sequence[bytes], edge: Mapping[Place, bytes]) -> dict[Place, bytes]:
    """Append leaf hashes to a log of `size`; gives every tile that is new or has grown.

    Raises:
        ProofError: `edge` is not the edge of a log of that size.
    """
    changed: dict[Place, bytes] = {}
    level, added = 0, list(leaves)
    while added:
        index, width = divmod(size, WIDTH)
        hashes = _hashes(edge[level, index]) if width else []
        if len(hashes) != width:
            raise ProofError("tiles do not fit the size of the log")
        hashes += added
        added = []
        for start in range(0, len(hashes), WIDTH):
            tile = hashes[start : start + WIDTH]
            changed[level, index + start // WIDTH] = b"".join(tile)
            if len(tile) == WIDTH:
                added.append(Frontier.over(tile).root())
        size, level = size // WIDTH, level + 1
    return changed


def places_for(index: int, size: int) -> set[Place]:
    """The tiles a proof of leaf `index` in a tree of `size` reads: at most two a level."""
    return _places(index, size) | edge_of(size)


def inclusion_proof(index: int, size: int, tiles: Mapping[Place, bytes]) -> list[bytes]:
    """Give the proof of RFC 9162, 2.1.3.1, from `places_for(index, size)`.

    Raises:
        ProofError: no such leaf, or a tile is missing or too short.
    """
    if not 0 <= index < size:
        raise ProofError("no such leaf")
    proof, start, end = [], 0, size
    while end - start > 1:
        middle = start + (1 << (end - start - 1).bit_length() - 1)
        if index < middle:
            proof.append(_root(middle, end, tiles))
            end = middle
        else:
            proof.append(_root(start, middle, tiles))
            start = middle
    return proof[::-1]


def _root(start: int, end: int, tiles: Mapping[Place, bytes]) -> bytes:
    """The root over leaves `start` up to `end`: of a complete subtree, or of complete ones up to the edge."""
    size = end - start
    if size.bit_count() == 1:
        return _complete(start, size.bit_length() - 1, tiles)
    middle = start + (1 << size.bit_length() - 1)
    return node_hash(_root(start, middle, tiles), _root(middle, end, tiles))


def _complete(start: int, height: int, tiles: Mapping[Place, bytes]) -> bytes:
    level, within = divmod(height, _BITS)
    index, first = divmod(start >> _BITS * level, WIDTH)
    hashes = _hashes(tiles.get((level, index), b""))[first : first + (1 << within)]
    if len(hashes) != 1 << within:
        raise ProofError("a tile of the log is missing")
    return Frontier.over(hashes).root()
