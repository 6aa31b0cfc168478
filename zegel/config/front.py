"""What stands between the network and the pages: a request is whole before a thread is given to it, or it is refused.

Threads are few. Whoever sends the body of a request a byte at a time would hold one of them for as long as they like; here
they hold nothing but a few kilobytes, for a while. A proxy that buffers does the same for who has one, and more.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final
from urllib.parse import quote_from_bytes

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

CHUNK: Final = 256 * 1024
# A body or answer of more bytes is kept on disk and not in memory.
SPOOL: Final = 2**20
FORWARDED: Final = frozenset(
    {
        b"forwarded",
        b"x-forwarded-for",
        b"x-forwarded-proto",
        b"x-forwarded-host",
        b"x-forwarded-port",
        b"x-real-ip",
    }
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how large a request may be. Seconds and bytes."""

    largest: int = 6 * 2**20 + 64 * 1024
    silence: float = 15.0
    """Between two pieces of a body."""
    patience: float = 20.0
    """Beyond what the slowest line we wait for needs, which is `slowest` bytes a second."""
    slowest: int = 12_000
    longest: float = 300.0
    """For the whole body, however much of it came."""
    unfinished: int = 400
    """Bodies that are under way in one process at the same time."""
    reading: float = 60.0
    """For the reader of an answer to take the next piece."""


@dataclass(slots=True)
class Front:
    """Collects each request, keeps what is said of visitors to what a named proxy says, and hands it on."""

    application: Application
    proxies: Iterable[IPv4Network | IPv6Network] = ()
    """Whose word about a visitor counts; of nobody where there is none."""
    limits: Limits = field(default_factory=Limits)
    _unfinished: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            raise NotImplementedError(scope["type"])
        headers = self._headers(scope)
        scope = {
            **scope,
            "headers": headers,
            "query_string": quote_from_bytes(scope["query_string"], safe=_QUERY).encode(),
        }
        if self._unfinished >= self.limits.unfinished:
            await _refuse(send, 503, "busy")
            return
        self._unfinished += 1
        try:
            body = await self._whole(headers, receive, send)
        finally:
            self._unfinished -= 1
        if body is not None:
            with body:
                await self._answer(scope, _again(body, receive), send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the page answer; the reader takes it in their own time."""
        answer = Outbox(send, self.limits.reading)
        giving = asyncio.create_task(answer.give())
        try:
            await self.application(scope, receive, answer.put)
        except BaseException:
            giving.cancel()
            raise
        answer.end()
        await giving

    def _headers(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        """The headers in the one spelling they have: with an underscore a name could pass for another (`X_Forwarded_For`)."""
        dropped = frozenset() if self._named(scope.get("client")) else FORWARDED
        return [
            (name, value)
            for name, value in scope["headers"]
            if b"_" not in name and name.lower() not in dropped
        ]

    def _named(self, client: Iterable[Any] | None) -> bool:
        try:
            address = ip_address(next(iter(client or ()), ""))
        except ValueError:
            return False
        return any(address in network for network in self.proxies)

    async def _whole(
        self, headers: list[tuple[bytes, bytes]], receive: Receive, send: Send
    ) -> IO[bytes] | None:
        """The body; None where it was refused, or whoever sent it went away."""
        limits = self.limits
        said = next((value for name, value in headers if name.lower() == b"content-length"), b"0")
        if re.fullmatch(rb"[0-9]{1,12}", said) and int(said) > limits.largest:
            await _refuse(send, 413, "too large")
            return None
        body: IO[bytes] = SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115  closed by who gets it, or below
        began, size = asyncio.get_running_loop().time(), 0
        while True:
            spent = asyncio.get_running_loop().time() - began
            left = min(limits.patience + size / limits.slowest, limits.longest) - spent
            try:
                message = await asyncio.wait_for(receive(), max(0.001, min(left, limits.silence)))
            except TimeoutError:
                body.close()
                await _refuse(send, 408, "too slow")
                return None
            if message["type"] != "http.request":
                body.close()
                return None
            piece = message.get("body", b"")
            size += len(piece)
            if size > limits.largest:
                body.close()
                await _refuse(send, 413, "too large")
                return None
            body.write(piece)
            if not message.get("more_body", False):
                body.seek(0)
                return body


class Outbox:
    """Takes an answer as fast as it is made, and gives it as fast as its reader takes it: no thread waits for a reader."""

    def __init__(self, send: Send, reading: float) -> None:
        self._send, self._reading = send, reading
        self._kept: IO[bytes] = SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115  closed when all was given
        self._start: Message | None = None
        self._written = self._given = 0
        self._whole = False
        self._more = asyncio.Event()

    async def put(self, message: Message) -> None:
        """One part of the answer. Whose reader is gone is taken too, for its thread ends when all of it was taken."""
        if message["type"] == "http.response.start":
            self._start = message
        elif not self._kept.closed:
            self._kept.seek(self._written)
            self._written += self._kept.write(message.get("body", b""))
            self._whole = not message.get("more_body", False)
        if self._start is not None and (self._written or self._whole):
            self._more.set()

    def end(self) -> None:
        """Nothing comes any more."""
        self._whole = True
        self._more.set()

    async def give(self) -> None:
        """Hand all of it to the reader; what they do not take in time goes nowhere, and the connection ends."""
        with self._kept:
            await self._more.wait()
            if self._start is None:
                return
            with suppress(TimeoutError):
                await self._give(self._start)
                while True:
                    if self._given == self._written and not self._whole:
                        self._more.clear()
                        await self._more.wait()
                    self._kept.seek(self._given)
                    piece = self._kept.read(CHUNK)
                    self._given += len(piece)
                    last = self._whole and self._given == self._written
                    await self._give({"type": "http.response.body", "body": piece, "more_body": not last})
                    if last:
                        return

    async def _give(self, message: Message) -> None:
        await asyncio.wait_for(self._send(message), self._reading)


# What may stand in a query as it is; everything else is written with a percent sign, so that it is always ASCII.
_QUERY: Final = "".join(chr(sign) for sign in range(0x21, 0x7F))


def _again(body: IO[bytes], receive: Receive) -> Receive:
    """Gives a body that is here, in pieces."""
    done = False

    async def received() -> Message:
        nonlocal done
        if done:
            return await receive()
        piece = body.read(CHUNK)
        done = len(piece) < CHUNK
        return {"type": "http.request", "body": piece, "more_body": not done}

    return received


async def _refuse(send: Send, status: int, why: str) -> None:
    """A short answer, after which the connection is closed: the rest of the body is not waited for."""
    text = f"{why}\n".encode()
    headers = [
        (b"content-type", b"text/plain"),
        (b"content-length", str(len(text)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text, "more_body": False})
