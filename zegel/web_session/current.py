"""Who asks: the login, user and guest that the middleware and the gates of the doors put on a request."""

from typing import cast
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest

from zegel.authentication.queries.sessions import LoginSession
from zegel.identity.queries.people import User
from zegel.lib.principal import Principal
from zegel.mail.queries.messages import Guest


class SessionRequest(HttpRequest):
    """A request as it is after `AccountSessions` (`login`, `user`) and a gate (`guest`, `principal`)."""

    login: LoginSession | None
    user: User | AnonymousUser
    guest: Guest
    principal: Principal | None


def known(request: HttpRequest) -> SessionRequest:
    """The request with the types of what our middleware put on it."""
    return cast("SessionRequest", request)


def possible_login(request: HttpRequest) -> LoginSession | None:
    """The session of whoever is logged in; None for others."""
    return known(request).login


def current_login(request: HttpRequest) -> LoginSession:
    """The session of the logged-in user, behind a route that asks for one."""
    login = possible_login(request)
    if login is None:
        raise AssertionError("a route that lets anybody in asks who is logged in")
    return login


def current_user(request: HttpRequest) -> User:
    """The logged-in user, behind a route that asks for one."""
    return current_login(request).user


def current_guest(request: HttpRequest, key: UUID) -> Guest:
    """The guest `key` whom this session has let in, behind a route for guests."""
    guest = known(request).guest
    if guest.pk != key:
        raise AssertionError("the gate let in another guest")
    return guest


def identifier(text: str) -> UUID:
    """The identifier in a form.

    Raises:
        Http404: it is none, so there is nothing by that name.
    """
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
