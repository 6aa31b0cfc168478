"""Who is logged in, told to every view: `request.user`, and `request.login` for the session itself."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from zegel.authentication.actions.sessions import keep_alive
from zegel.authentication.queries.sessions import session_of
from zegel.lib.moments import now
from zegel.web_session.cookies import SESSION
from zegel.web_session.current import known

# What a page asks by itself, with nobody there, says so and keeps no session alive.
BACKGROUND = "Zegel-Background"


class AccountSessions:
    """Stands where Django's authentication would. A session that is over is nobody's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request.COOKIES.get(SESSION, "")
        at = now()
        login = session_of(token, at) if token else None
        if login and BACKGROUND not in request.headers:
            keep_alive(session=login, at=at)
        there = known(request)
        there.login, there.user, there.principal = login, login.user if login else AnonymousUser(), None
        return self.get_response(request)
