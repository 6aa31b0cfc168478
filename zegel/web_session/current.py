"""Who asks for a page, and what a form of theirs names."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest

from zegel.authentication.queries.sessions import LoginSession
from zegel.identity.queries.people import User


def current_user(request: HttpRequest) -> User:
    """The logged-in user, behind `login_required` or `django_auth`."""
    return cast("User", request.user)


def current_login(request: HttpRequest) -> LoginSession:
    """The session of the logged-in user."""
    return cast("LoginSession", request.login)  # type: ignore[attr-defined]  # AccountSessions sets it


def identifier(text: str) -> UUID:
    """The identifier in a form.

    Raises:
        Http404: it is none, so there is nothing by that name.
    """
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
