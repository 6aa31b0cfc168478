"""ASCII armor: strict PEM around an age file (age.md, ASCII armor), both ways as streams."""

import base64
import binascii
import io
from collections.abc import Buffer
from typing import cast

from zegel.seal.errors import ArmorError
from zegel.seal.stream import LineSource, Target, write_all

BEGIN = b"-----BEGIN AGE ENCRYPTED FILE-----"
END = b"-----END AGE ENCRYPTED FILE-----"
COLUMNS = 64
BYTES_PER_LINE = 48

# A line longer than this is refused anyway; the rest is room for its end.
_LINE_LIMIT = COLUMNS + 2
# Whitespace around the armor is allowed; more of it than this is not a letter but an attack.
_WHITESPACE_LIMIT = 1024
_LINES_PER_READ = 1024


def looks_armored(first: bytes) -> bool:
    """Say from the first byte whether a file is armored: a binary age file starts with `a`."""
    return first[:1] in {b"-", b" ", b"\t", b"\r", b"\n"}


class ArmorReader(io.RawIOBase):
    """The binary file inside armor. Reading raises ArmorError where the armor is not strict PEM."""

    def __init__(self, source: LineSource) -> None:
        """Take a stream positioned at the armor or at whitespace before it."""
        super().__init__()
        self._source = source
        self._ready = memoryview(b"")
        self._begun = False
        self._ended = False

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: object, /) -> int:
        """Give decoded bytes; 0 only after the end line and whatever follows it were checked."""
        view = memoryview(cast("Buffer", buffer)).cast("B")
        if not self._begun:
            self._begin()
        while not len(self._ready) and not self._ended:
            self._ready = memoryview(self._decode_lines())
        count = min(len(view), len(self._ready))
        view[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _begin(self) -> None:
        skipped = 0
        while not (line := self._source.readline(_WHITESPACE_LIMIT)).strip():
            skipped += len(line)
            if not line or skipped > _WHITESPACE_LIMIT:
                raise ArmorError("no armor found")
        if _strip_line_end(line.lstrip()) != BEGIN:
            raise ArmorError("armor does not begin as it should")
        self._begun = True

    def _decode_lines(self) -> bytes:
        decoded = bytearray()
        for _ in range(_LINES_PER_READ):
            line = self._source.readline(_LINE_LIMIT)
            if line.startswith(b"-"):
                self._end(line)
                break
            data = _decode_line(_strip_line_end(line))
            decoded += data
            if len(data) < BYTES_PER_LINE:
                self._end(self._source.readline(_LINE_LIMIT))
                break
        return bytes(decoded)

    def _end(self, line: bytes) -> None:
        if line.rstrip() != END:
            raise ArmorError("armor does not end as it should")
        trailing = 0
        while rest := self._source.readline(_WHITESPACE_LIMIT):
            trailing += len(rest)
            if rest.strip() or trailing > _WHITESPACE_LIMIT:
                raise ArmorError("something follows the armor")
        self._ended = True


def _strip_line_end(line: bytes) -> bytes:
    if not line.endswith(b"\n"):
        raise ArmorError("armor is cut short or has an overlong line")
    return line[:-1].removesuffix(b"\r")


def _decode_line(line: bytes) -> bytes:
    """Decode one line of 1 to 48 bytes; a second spelling of the same bytes is refused."""
    try:
        data = binascii.a2b_base64(line, strict_mode=True)
    except binascii.Error:
        raise ArmorError("armor has invalid base64") from None
    if not 0 < len(data) <= BYTES_PER_LINE or base64.b64encode(data) != line:
        raise ArmorError("armor line is empty, too long or not canonical")
    return data


class ArmorWriter:
    """Writes armor around what is written to it. `finish` writes the end and must be called."""

    def __init__(self, target: Target) -> None:
        """Take the stream that gets the armored text, and write the first line to it."""
        self._target = target
        self._pending = b""
        self._put(BEGIN + b"\n")

    def write(self, data: memoryview, /) -> int:
        """Take binary bytes; whole lines are written at once."""
        joined = self._pending + bytes(data)
        whole = len(joined) - len(joined) % BYTES_PER_LINE
        self._pending = joined[whole:]
        self._put(_lines(joined[:whole]))
        return len(data)

    def finish(self) -> None:
        """Write what is left and the last line."""
        self._put(_lines(self._pending) + END + b"\n")

    def _put(self, data: bytes) -> None:
        write_all(self._target, memoryview(data))


def _lines(data: bytes) -> bytes:
    starts = range(0, len(data), BYTES_PER_LINE)
    return b"".join(binascii.b2a_base64(data[start : start + BYTES_PER_LINE]) for start in starts)


def armor(data: bytes) -> str:
    """Armor bytes held in memory."""
    target = io.BytesIO()
    writer = ArmorWriter(target)
    writer.write(memoryview(data))
    writer.finish()
    return target.getvalue().decode("ascii")


def dearmor(text: str | bytes) -> bytes:
    """Take the armor off text held in memory. Raises ArmorError."""
    data = text.encode() if isinstance(text, str) else text
    return ArmorReader(io.BytesIO(data)).readall() or b""
