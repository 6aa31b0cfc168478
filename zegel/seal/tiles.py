"""Tiles: the hashes of a large log in pieces of 256, so that a proof reads a few of them (C2SP tlog-tiles.md).

Tile `(level, index)` holds the roots of the complete subtrees of 256^level leaves, from number 256 * index on, 32 bytes
each. The last tile of a level may be partial. What lies between two levels is hashed anew when a proof asks for it.
"""

import re
from collections.abc import Mapping, Sequence

from zegel.seal.errors import ProofError
from zegel.seal.merkle import HASH_SIZE, Frontier, node_hash

WIDTH = 256
_BITS = 8
# Five groups are more records than a 64-bit size; a level above 7 no log of that size has.
_PATH = re.compile(r"tile/([0-7])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")

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


def consistency_proof(old_size: int, size: int, tiles: Mapping[Place, bytes]) -> list[bytes]:
    """Give the proof of RFC 9162, 2.1.4.1, that a tree of `size` extends the one of `old_size`.

    Raises:
        ProofError: no such earlier tree, or a tile is missing or too short.
    """
    if not 0 < old_size <= size:
        raise ProofError("no such earlier tree")
    proof, start, end, complete = [], 0, size, True
    while old_size != end:
        middle = start + (1 << (end - start - 1).bit_length() - 1)
        if old_size <= middle:
            proof.append(_root(middle, end, tiles))
            end = middle
        else:
            proof.append(_root(start, middle, tiles))
            start, complete = middle, False
    if not complete:
        proof.append(_root(start, end, tiles))
    return proof[::-1]


def width_at(place: Place, size: int) -> int:
    """How many hashes a tile has in a log of `size`; 0 where there is none."""
    level, index = place
    return max(0, min(WIDTH, (size >> _BITS * level) - index * WIDTH))


def path_of(place: Place, width: int) -> str:
    """The path of a tile, as tlog-tiles writes it: `tile/0/x001/x234/067`, a partial one with `.p/` and its width."""
    level, index = place
    return f"tile/{level}/{number_path(index)}" + (f".p/{width}" if width < WIDTH else "")


def number_path(index: int) -> str:
    """A number in groups of three digits, all but the last behind an x."""
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03}")
    return "/".join(groups)


def place_in(path: str) -> tuple[Place, int] | None:
    """The place and width that a path of `path_of` names; None for anything else."""
    match = _PATH.fullmatch(path)
    if not match:
        return None
    place = int(match[1]), int(match[2].replace("/", "").replace("x", ""))
    width = int(match[3] or WIDTH)
    return (place, width) if path == path_of(place, width) else None


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
