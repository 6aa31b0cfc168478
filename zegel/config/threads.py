"""Pages made for WSGI behind the front: whole requests in a few threads, each of which hands its answer over once.

The library that reads a body from the loop and gives an answer to it piece by piece costs four changes of thread a request;
here there is one, for the body is here and the answer is taken at once (docs/decisions/0087).
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

from a2wsgi.wsgi import build_environ
from a2wsgi.wsgi_typing import ExceptionInfo, StartResponse, WriteCallable, WSGIApp

from zegel.config.bodies import Body, Outbox
from zegel.config.front import Scope


class Threads:
    """A WSGI application, as the front wants its pages."""

    def __init__(self, application: WSGIApp, *, threads: int) -> None:
        self._application = application
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def __call__(self, scope: Scope, body: Body, answer: Outbox, /) -> None:
        """Answer one request in the next thread that is free."""
        environ = build_environ(cast("Any", scope), cast("Any", body.file))
        await asyncio.get_running_loop().run_in_executor(self._executor, self._run, environ, answer)

    def _run(self, environ: Any, answer: Outbox) -> None:
        pieces = self._application(environ, _starting(answer))
        try:
            for piece in pieces:
                answer.put(piece)
        finally:
            getattr(pieces, "close", lambda: None)()


def _starting(answer: Outbox) -> StartResponse:
    """What an application calls before its first piece (PEP 3333)."""

    def start_response(
        status: str, headers: list[tuple[str, str]], exc_info: ExceptionInfo | None = None, /
    ) -> WriteCallable:
        del exc_info
        told = [
            (name.strip().encode("latin1").lower(), value.strip().encode("latin1")) for name, value in headers
        ]
        answer.begin(int(status[:3]), told)
        return answer.put

    return start_response
