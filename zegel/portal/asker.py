"""Who asks for a page, and what a form of theirs names."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest

from zegel.accounts.queries.people import User


def asker(request: HttpRequest) -> User:
    """The logged-in user of a page behind `login_required`."""
    return cast("User", request.user)


def identifier(text: str) -> UUID:
    """The identifier in a form.

    Raises:
        Http404: it is none, so there is nothing by that name.
    """
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
