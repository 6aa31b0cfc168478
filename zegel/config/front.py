"""What stands between the network and the pages: a request is whole before a thread is given to it, or it is refused.

Threads are few. Whoever sends the body of a request a byte at a time would hold one of them for as long as they like; here
they hold nothing but a few kilobytes, for a while. A proxy that buffers does the same for who has one, and more.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any, Final, Protocol
from urllib.parse import quote_from_bytes

from zegel.config.bodies import Body, Headers, Message, Outbox, Send

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

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
    held: int = 24 * 2**20
    """Of all bodies of a process together in memory: some parts of uploads. The rest is kept on disk."""
    reading: float = 60.0
    """For the reader of an answer to take the next piece."""


class Pages(Protocol):
    """What answers a request that is here."""

    async def __call__(self, scope: Scope, body: Body, answer: Outbox, /) -> None:
        """Put the whole answer into `answer`; `body` is closed when this returns."""


@dataclass(slots=True)
class Front:
    """Collects each request, keeps what is said of visitors to what a named proxy says, and hands it on."""

    pages: Pages
    proxies: Iterable[IPv4Network | IPv6Network] = ()
    """Whose word about a visitor counts; of nobody where there is none."""
    limits: Limits = field(default_factory=Limits)
    _unfinished: int = 0
    _held: int = 0

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
        body = Body()
        try:
            await self._collect(headers, receive, body)
            await self._answer(scope, body, send)
        except _Refused as refused:
            await _refuse(send, refused.status, refused.why)
        except _Gone:
            pass
        finally:
            self._drop(body)

    async def _answer(self, scope: Scope, body: Body, send: Send) -> None:
        """Let the page answer; the reader takes it in their own time."""
        answer = Outbox(send, self.limits.reading)
        giving = asyncio.create_task(answer.give())
        try:
            await self.pages(scope, body, answer)
        except BaseException:
            giving.cancel()
            raise
        # Not kept for as long as a reader takes.
        self._drop(body)
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

    async def _collect(self, headers: Headers, receive: Receive, body: Body) -> None:
        """Read all of a body.

        Raises:
            _Refused: it is too large or too slow. _Gone: whoever sent it went away.
        """
        said = next((value for name, value in headers if name.lower() == b"content-length"), b"0")
        if re.fullmatch(rb"[0-9]{1,12}", said) and int(said) > self.limits.largest:
            raise _Refused(413, "too large")
        self._unfinished += 1
        try:
            await self._read(receive, body)
        except TimeoutError:
            raise _Refused(408, "too slow") from None
        finally:
            self._unfinished -= 1
        body.file.seek(0)

    async def _read(self, receive: Receive, body: Body) -> None:
        limits, now = self.limits, asyncio.get_running_loop().time
        began = now()
        async with asyncio.timeout(min(limits.patience, limits.silence)) as clock:
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    raise _Gone
                self._take(message.get("body", b""), body)
                if not message.get("more_body", False):
                    return
                ends = began + min(limits.patience + body.size / limits.slowest, limits.longest)
                clock.reschedule(min(ends, now() + limits.silence))

    def _drop(self, body: Body) -> None:
        self._held -= body.held
        body.close()

    def _take(self, piece: bytes, body: Body) -> None:
        if body.size + len(piece) > self.limits.largest:
            raise _Refused(413, "too large")
        others = self._held - body.held
        body.add(piece, self.limits.held - others)
        self._held = others + body.held


class _Refused(Exception):
    """A request that is not answered, with what its sender is told."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


class _Gone(Exception):
    """Whoever sent a request waits for no answer."""


# What may stand in a query as it is; everything else is written with a percent sign, so that it is always ASCII.
_QUERY: Final = "".join(chr(sign) for sign in range(0x21, 0x7F))


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
