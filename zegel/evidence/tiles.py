"""Tables of tiles, read and grown: of the log of evidence, and of each log that is made from it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from zegel.seal.merkle import HASH_SIZE, Frontier
from zegel.seal.tiles import Place, edge_of, grow, place_in


def tiles_in(table: Any, places: Iterable[Place]) -> dict[Place, bytes]:
    """The tiles of these places, as far as a table has them (one query)."""
    wanted = Q()
    for level, index in places:
        wanted |= Q(level=level, index=index)
    rows = table.objects.filter(wanted) if wanted else ()
    return {(row.level, row.index): bytes(row.hashes) for row in rows}


def tile_at(table: Any, path: str) -> bytes | None:
    """The tile at a path of tlog-tiles, of the width asked for; None where the log has none there."""
    found = place_in(path)
    if found is None:
        return None
    place, width = found
    hashes = tiles_in(table, [place]).get(place, b"")[: width * HASH_SIZE]
    return hashes if len(hashes) == width * HASH_SIZE else None


def grow_tiles(table: Any, size: int, leaves: Sequence[bytes]) -> None:
    """Keep the tiles that a log of `size` gets with these leaf hashes."""
    grown = grow(size, leaves, tiles_in(table, edge_of(size)))
    rows = [table(level=level, index=index, hashes=hashes) for (level, index), hashes in grown.items()]
    table.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["level", "index"], update_fields=["hashes"]
    )


def frontier_of(last: Any | None) -> Frontier:
    """A log's right edge as its last signed state left it."""
    if last is None:
        return Frontier()
    peaks = bytes(last.peaks)
    return Frontier(
        last.size, tuple(peaks[start : start + HASH_SIZE] for start in range(0, len(peaks), HASH_SIZE))
    )
