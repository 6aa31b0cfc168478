"""One HTTP request whose outcome is said in the words of `wire`."""

from collections.abc import Mapping
from typing import Any

import httpx

from zegel.notify.transport.wire import PATIENCE, Lost, Refused, TryLater

_TIMEOUT = httpx.Timeout(PATIENCE / 2, connect=10.0)
# "Too many requests" and "unavailable" say that the request was not taken up. The log-in and the balance are the
# operator's to mend, so they are worth another try as long as the code lives.
_NOT_TAKEN = {401, 402, 403, 407, 408, 429, 503}


def post_json(url: str, body: Mapping[str, Any], headers: Mapping[str, str]) -> httpx.Response:
    """POST and give any answer below 500.

    Raises `TryLater` when the request certainly was not taken (no connection, or the server said so) and `Lost` when
    it may have been: no answer, or an error from inside the provider after it had read the request.
    """
    try:
        answer = httpx.post(url, json=body, headers=dict(headers), timeout=_TIMEOUT, follow_redirects=False)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise TryLater(type(error).__name__) from None
    except httpx.HTTPError as error:
        raise Lost(type(error).__name__) from None
    if answer.status_code in _NOT_TAKEN:
        raise TryLater(f"HTTP {answer.status_code}")
    if answer.status_code >= 500:
        raise Lost(f"HTTP {answer.status_code}")
    return answer


def json_object(answer: httpx.Response) -> dict[str, Any]:
    """The body as a JSON object, or an empty one."""
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def refuse(answer: httpx.Response, details: object) -> Refused:
    """A refusal in the provider's own words, beside its status."""
    return Refused(f"HTTP {answer.status_code} {details}")
