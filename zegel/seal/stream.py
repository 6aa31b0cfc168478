"""The payload: 64 KiB chunks of ChaCha20-Poly1305, a STREAM variant (age.md, Payload).

Both directions work in constant memory on two buffers that are reused. A batch of a few chunks per read
and write keeps system calls few; larger batches fall out of the processor's cache.
"""

from collections.abc import Iterator
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from zegel.seal.errors import PayloadError

CHUNK_SIZE = 64 * 1024
TAG_SIZE = 16
SEALED_CHUNK_SIZE = CHUNK_SIZE + TAG_SIZE
BATCH = 4


class Source(Protocol):
    """A blocking binary stream to read from: an open file, a pipe, `io.BytesIO`."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Fill `buffer` with up to its length; 0 at the end."""


class LineSource(Protocol):
    """A stream that also gives lines without reading past them, as every buffered Python stream does."""

    def readline(self, size: int, /) -> bytes:
        """Give at most `size` bytes up to and including the next line feed; empty at the end."""


class Target(Protocol):
    """A blocking binary stream to write to."""

    def write(self, data: memoryview, /) -> int | None:
        """Write `data` and say how much was taken."""


def fill(source: Source, buffer: memoryview) -> int:
    """Read until `buffer` is full or the source ends; pipes and sockets give less than asked."""
    filled = 0
    while filled < len(buffer):
        count = source.readinto(buffer[filled:])
        if count is None:
            # Taking "nothing yet" for the end would silently cut a file short.
            raise BlockingIOError("source must be blocking")
        if count == 0:
            break
        filled += count
    return filled


def write_all(target: Target, data: memoryview) -> None:
    """Write everything; an unbuffered target may take less than offered."""
    while len(data):
        written = target.write(data)
        if written is None:
            raise BlockingIOError("target must be blocking")
        data = data[written:]


def _batches(source: Source, chunk_size: int) -> Iterator[tuple[memoryview, bool]]:
    """Cut the source into batches and say which is the last; each is valid until the next is asked for.

    One byte is read ahead, because whether a full chunk is the final one is known only at the end.
    """
    buffer = memoryview(bytearray(BATCH * chunk_size + 1))
    held = fill(source, buffer)
    while held == len(buffer):
        yield buffer[:-1], False
        buffer[0] = buffer[-1]
        held = 1 + fill(source, buffer[1:])
    yield buffer[:held], True


def _chunks(batch: memoryview, chunk_size: int) -> Iterator[tuple[memoryview, bool]]:
    """Cut a batch into chunks and say which is its last. An empty batch is one empty chunk."""
    last = max(0, len(batch) - 1) // chunk_size
    for index in range(last + 1):
        yield batch[index * chunk_size : (index + 1) * chunk_size], index == last


def _nonce(counter: int, *, final: bool) -> bytes:
    return counter.to_bytes(11) + (b"\x01" if final else b"\x00")


def seal_payload(key: bytes, source: Source, target: Target) -> None:
    """Encrypt the whole source under a payload key that is used for this payload only."""
    cipher = ChaCha20Poly1305(key)
    sealed = memoryview(bytearray(BATCH * SEALED_CHUNK_SIZE))
    counter = 0
    for batch, final in _batches(source, CHUNK_SIZE):
        used = 0
        for chunk, last in _chunks(batch, CHUNK_SIZE):
            room = sealed[used : used + len(chunk) + TAG_SIZE]
            used += cipher.encrypt_into(_nonce(counter, final=final and last), chunk, None, room)
            counter += 1
        write_all(target, sealed[:used])


def open_payload(key: bytes, source: Source, target: Target) -> None:
    """Decrypt the whole source; writes a chunk only after its tag was verified.

    Raises PayloadError where a chunk fails or the end is not the end that was sealed. What was written
    before is authentic but incomplete, and the caller must not present it as the file.
    """
    cipher = ChaCha20Poly1305(key)
    plain = memoryview(bytearray(BATCH * CHUNK_SIZE))
    counter = 0
    for batch, final in _batches(source, SEALED_CHUNK_SIZE):
        used = 0
        for chunk, last in _chunks(batch, SEALED_CHUNK_SIZE):
            room = plain[used : used + max(0, len(chunk) - TAG_SIZE)]
            try:
                used += _open_chunk(cipher, counter, chunk, room, final=final and last)
            except PayloadError:
                write_all(target, plain[:used])
                _explain(cipher, counter, chunk, room, target, final=final and last)
                raise
            counter += 1
        write_all(target, plain[:used])


def _open_chunk(
    cipher: ChaCha20Poly1305, counter: int, chunk: memoryview, room: memoryview, *, final: bool
) -> int:
    # Only the one chunk of an empty payload is empty; else two files would have the same plaintext.
    if len(chunk) < TAG_SIZE or (len(chunk) == TAG_SIZE and counter > 0):
        raise PayloadError(f"payload is cut short at chunk {counter}")
    try:
        return cipher.decrypt_into(_nonce(counter, final=final), chunk, None, room)
    except InvalidTag:
        raise PayloadError(f"payload is damaged or incomplete at chunk {counter}") from None


def _explain(
    cipher: ChaCha20Poly1305,
    counter: int,
    chunk: memoryview,
    room: memoryview,
    target: Target,
    *,
    final: bool,
) -> None:
    """Tell a chunk in the wrong place from a damaged one, and release it: it is authentic.

    The public vectors ask for exactly this much plaintext, and who lost the end of a file wants the rest.
    """
    if len(chunk) < SEALED_CHUNK_SIZE:
        return
    try:
        _open_chunk(cipher, counter, chunk, room, final=not final)
    except PayloadError:
        return
    write_all(target, room)
    problem = "the end is missing" if final else "data follows the end"
    raise PayloadError(f"payload is not whole: {problem} after chunk {counter}")
