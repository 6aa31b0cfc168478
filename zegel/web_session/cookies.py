"""The cookies of an account: the session's own, and one that makes a browser known again.

Both are `SameSite=Strict`: a page elsewhere cannot even make a browser show ours as logged in. The guest's cookie is
Django's, and another one (docs/decisions).
"""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zegel.authentication.actions.sessions import Started, Visitor
from zegel.authentication.rules.sessions import DEVICE_KEPT, browser_name
from zegel.identity.queries.people import User

_PREFIX: Final = "__Host-" if settings.SESSION_COOKIE_SECURE else ""
SESSION: Final = f"{_PREFIX}account"
_DEVICE: Final = f"{_PREFIX}device-"


def enter(response: HttpResponse, started: Started) -> None:
    """Let the browser keep a session that has begun."""
    _set(response, SESSION, started.token)
    if started.device:
        _set(
            response, device_name(started.session.user), started.device, age=int(DEVICE_KEPT.total_seconds())
        )


def leave(response: HttpResponse) -> None:
    """The browser forgets the session; it stays known."""
    response.delete_cookie(SESSION, samesite="Strict")


def device_name(user: User) -> str:
    """The name of the cookie that makes a browser known to this person; a family may share one browser."""
    return f"{_DEVICE}{user.pk.hex[-12:]}"


def visitor_of(request: HttpRequest, address: str) -> Visitor:
    """Who knocks, as their browser tells it."""
    devices = tuple(value for name, value in request.COOKIES.items() if name.startswith(_DEVICE))
    return Visitor(browser_name(request.headers.get("User-Agent", "")), address, devices[:10])


def _set(response: HttpResponse, name: str, value: str, *, age: int | None = None) -> None:
    response.set_cookie(
        name, value, max_age=age, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict"
    )
