"""Talking to the product's JSON door: cookies, CSRF token, refusals as exceptions."""

from types import TracebackType
from typing import Any, BinaryIO, Self

import httpx


class ApiProblem(Exception):
    """The server refused; `code` is stable (see the API's problem details)."""

    def __init__(self, status: int, code: str, title: str) -> None:
        super().__init__(f"{status} {code}: {title}")
        self.status = status
        self.code = code
        self.title = title


class Session:
    """One browser-like session with a server. Not to be shared between threads."""

    def __init__(self, origin: str, cookies: dict[str, str] | None = None) -> None:
        """Begin a session; with the `cookies` of another one it is that session."""
        self.origin = origin.rstrip("/")
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
