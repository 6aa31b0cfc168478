"""A PNG made again from its picture alone: no comments, no places, no second files behind it, and known to decode.

Only what shows the picture is kept (IHDR, PLTE, tRNS, IDAT, IEND); the pixels are inflated once under a bound, so a
small file cannot be an enormous picture.
"""

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = (b"IHDR", b"PLTE", b"tRNS", b"IDAT")
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
# Of Adam7: first column and row, then the steps.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


class NotPng(ValueError):
    """Not a PNG that decodes, or larger than asked for."""


def clean(data: bytes, *, widest: int, highest: int) -> bytes:
    """The same picture, made again.

    Raises:
        NotPng: damaged, not a PNG, or of more pixels than `widest` by `highest`.
    """
    chunks = _chunks(data)
    if chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13:
        raise NotPng("no header")
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", chunks[0][1])
    if not 0 < width <= widest or not 0 < height <= highest:
        raise NotPng("size")
    if depth not in _DEPTHS.get(colour, ()) or packing or filtering or interlace > 1:
        raise NotPng("form")
    named = [name for name, _ in chunks]
    if colour == 3 and b"PLTE" not in named:
        raise NotPng("no palette")
    # A reader that believes the last header would make room for another picture than the one looked at here.
    if any(named.count(name) > 1 for name in _KEPT if name != b"IDAT"):
        raise NotPng("twice")
    pixels = _inflated(
        b"".join(part for name, part in chunks if name == b"IDAT"),
        _raw_size(width, height, depth * _CHANNELS[colour], interlaced=bool(interlace)),
    )
    kept = [(name, part) for name, part in chunks if name in _KEPT and name != b"IDAT"]
    kept += [(b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b"")]
    return _SIGNATURE + b"".join(_chunk(name, part) for name, part in kept)


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    if not data.startswith(_SIGNATURE):
        raise NotPng("signature")
    found: list[tuple[bytes, bytes]] = []
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        name, part = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        check = data[at + 8 + size : at + 12 + size]
        if len(check) != 4 or struct.unpack(">I", check)[0] != zlib.crc32(name + part):
            raise NotPng("checksum")
        if name == b"IEND":
            return found or [(b"", b"")]
        found.append((name, part))
        at += 12 + size
    raise NotPng("no end")


def _chunk(name: bytes, part: bytes) -> bytes:
    return struct.pack(">I", len(part)) + name + part + struct.pack(">I", zlib.crc32(name + part))


def _raw_size(width: int, height: int, bits: int, *, interlaced: bool) -> int:
    """How many bytes the pixels are before packing: each row has one byte more, for its filter."""
    if not interlaced:
        return height * (1 + (width * bits + 7) // 8)
    total = 0
    for left, top, across, down in _PASSES:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            total += rows * (1 + (columns * bits + 7) // 8)
    return total


def _inflated(packed: bytes, size: int) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        pixels = unpacker.decompress(packed, size + 1)
    except zlib.error as error:
        raise NotPng("pixels") from error
    if len(pixels) != size:
        raise NotPng("pixels")
    return pixels
