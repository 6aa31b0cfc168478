"""What came with a request and what goes with an answer: in memory while it is little, on disk when it is much."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import IO, Any, Final

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

CHUNK: Final = 256 * 1024
# An answer of more bytes is kept on disk and not in memory.
SPOOL: Final = 2**20


class Body:
    """The bytes that came with a request."""

    def __init__(self) -> None:
        # Without a size of its own: all bodies together have one.
        self._spool = SpooledTemporaryFile()  # noqa: SIM115  closed by who collects it
        self.file: IO[bytes] = self._spool
        self.size = 0
        self._on_disk = False

    @property
    def held(self) -> int:
        """How many bytes of it are in memory."""
        return 0 if self._on_disk else self.size

    def add(self, piece: bytes, room: int) -> None:
        """Take the next piece; with more than `room` bytes in memory all of it goes to disk."""
        if not self._on_disk and self.size + len(piece) > room:
            self._spool.rollover()
            self._on_disk = True
        self.size += self._spool.write(piece)

    def close(self) -> None:
        """Nobody reads it any more; closed twice is closed."""
        self._spool.close()
        self.size = 0


class Outbox:
    """Takes an answer as fast as it is made, and gives it as fast as its reader takes it: no thread waits for a reader.

    `begin`, `put` and `end` are for the thread that makes the answer; `give` is for the loop, which made this.
    """

    def __init__(self, send: Send, reading: float) -> None:
        self._send, self._reading = send, reading
        self._kept: IO[bytes] = SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115  closed when all was given
        self._start: Message | None = None
        self._written = self._given = self._told = 0
        self._whole = False
        self._loop, self._more, self._lock = asyncio.get_running_loop(), asyncio.Event(), Lock()

    def begin(self, status: int, headers: Headers) -> None:
        """The first line and headers, before anything of the content; said again, the last word counts."""
        self._start = {"type": "http.response.start", "status": status, "headers": headers}

    def put(self, piece: bytes) -> None:
        """A piece of the content. Whose reader is gone is taken too, for its thread ends when all of it was taken."""
        with self._lock:
            if self._kept.closed:
                return
            self._kept.seek(self._written)
            self._written += self._kept.write(piece)
        # A small answer is given when all of it is here: waking the loop costs more than making some.
        if self._written - self._told >= CHUNK:
            self._told = self._written
            self._loop.call_soon_threadsafe(self._more.set)

    def end(self) -> None:
        """Nothing comes any more."""
        self._whole = True
        self._loop.call_soon_threadsafe(self._more.set)

    async def give(self) -> None:
        """Hand all of it to the reader; what they do not take in time goes nowhere, and the connection ends."""
        try:
            await self._more.wait()
            if self._start is None:
                return
            with suppress(TimeoutError):
                await self._give(self._start)
                while await self._give_piece():
                    pass
        finally:
            with self._lock:
                self._kept.close()

    async def _give_piece(self) -> bool:
        """Give what is here; whether more comes."""
        while self._given == self._written and not self._whole:
            self._more.clear()
            if self._given == self._written and not self._whole:
                await self._more.wait()
        with self._lock:
            self._kept.seek(self._given)
            piece = self._kept.read(CHUNK)
            self._given += len(piece)
            last = self._whole and self._given == self._written
        await self._give({"type": "http.response.body", "body": piece, "more_body": not last})
        return not last

    async def _give(self, message: Message) -> None:
        await asyncio.wait_for(self._send(message), self._reading)
