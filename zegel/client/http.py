"""Talking to the product's JSON door: cookies, CSRF token, refusals as exceptions."""

from contextlib import suppress
from types import TracebackType
from typing import Any, BinaryIO, Self

import httpx

from zegel.client.alarms import Alarm, Hear, log_alarm
from zegel.client.memory import Memory
from zegel.client.verify_source import ANSWER_LIMIT, SourceError


class ApiProblem(Exception):
    """The server refused; `code` is stable (see the API's problem details)."""

    def __init__(self, status: int, code: str, title: str) -> None:
        super().__init__(f"{status} {code}: {title}")
        self.status = status
        self.code = code
        self.title = title


class Session:
    """One browser-like session with a server. Not to be shared between threads."""

    def __init__(
        self,
        origin: str,
        cookies: dict[str, str] | None = None,
        *,
        memory: Memory | None = None,
        hear: Hear = log_alarm,
    ) -> None:
        """Begin a session; with the `cookies` of another one it is that session. What the server says is held to `memory`, which lasts
        as long as the session where none is given; what is not as it was goes to `hear`.
        """
        self.origin = origin.rstrip("/")
        self.memory, self._hear = memory or Memory(), hear
        self._told: set[tuple[str, str | None]] = set()
        # Where this server takes alarms of who has this session; a guest has a place of their own.
        self.alarms = "alarms"
        # Limits of seconds: a part of 5 MiB over a slow line takes a while.
        self.http = httpx.Client(
            base_url=self.origin, timeout=httpx.Timeout(60), headers={"Referer": self.origin}, cookies=cookies
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()

    def call(self, method: str, path: str, body: object = None, *, content: bytes | None = None) -> Any:
        """One request to `/api/…`; the JSON answer, or None where there is none.

        Raises:
            ApiProblem: the server refused.
        """
        answer = self.http.request(
            method, f"/api/{path}", json=body, content=content, headers={"X-CSRFToken": self._token()}
        )
        if answer.status_code >= 400:
            raise _problem(answer)
        try:
            return answer.json() if answer.content else None
        except ValueError:
            raise ApiProblem(answer.status_code, "http", "the answer is no JSON") from None

    def fetch(self, path: str) -> bytes:
        """The bytes of `/api/…`.

        Raises:
            ApiProblem: the server refused.
        """
        answer = self.http.get(f"/api/{path}")
        if answer.status_code >= 400:
            raise _problem(answer)
        return answer.content

    def tell(self, alarm: Alarm) -> None:
        """Tell an alarm, each once: to the server, which may be lying and is asked to record it, and to who runs the program. Who must not
        go on after it raises in `hear`.
        """
        if (alarm.code, alarm.about) in self._told:
            return
        self._told.add((alarm.code, alarm.about))
        # That the server cannot be told hides nothing: who runs the program hears it.
        with suppress(ApiProblem, httpx.HTTPError):
            about = {"about": alarm.about} if alarm.about else {}
            self.call("POST", self.alarms, {"code": alarm.code} | about)
        self._hear(alarm)

    def read(self, path: str) -> bytes | None:
        """What everybody may read at a path, as of the log; None where there is nothing.

        Raises:
            SourceError: the server answers with an error.
        """
        answer = self.http.get(f"/{path}")
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        if answer.status_code != httpx.codes.OK or len(answer.content) > ANSWER_LIMIT:
            raise SourceError(f"{self.origin}/{path} answers with {answer.status_code}")
        return answer.content

    def fetch_to(self, path: str, target: BinaryIO) -> None:
        """Write the bytes of `/api/…` to a file as they come, for what is too large to hold.

        Raises:
            ApiProblem: the server refused.
        """
        with self.http.stream("GET", f"/api/{path}") as answer:
            if answer.status_code >= 400:
                answer.read()
                raise _problem(answer)
            target.writelines(answer.iter_bytes())

    def _token(self) -> str:
        token = self.http.cookies.get("csrftoken")
        if token is not None:
            return token
        answer = self.http.get("/login")
        if answer.status_code >= 400:
            raise _problem(answer)
        if (token := self.http.cookies.get("csrftoken")) is None:
            raise ApiProblem(answer.status_code, "http", "the server gave no token")
        return token


def _problem(answer: httpx.Response) -> ApiProblem:
    try:
        body = answer.json()
        return ApiProblem(answer.status_code, str(body["code"]), str(body["title"]))
    except (ValueError, KeyError, TypeError):
        return ApiProblem(answer.status_code, "http", answer.reason_phrase)
