"""Pages for the administrators of an organisation."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from zegel.identity.errors.organisations import NotAdministrator
from zegel.identity.queries.organisations import administered
from zegel.web_session.current import current_user

View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    """Let only administrators in; for others the page does not exist."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            administered(current_user(request))
        except NotAdministrator as error:
            raise Http404 from error
        return view(request, *args, **kwargs)

    return guarded
