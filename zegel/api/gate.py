"""The gate before every endpoint: without a second factor nothing of the court opens."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from zegel.api.shared.problems import STATUS, problem
from zegel.authentication.errors.factors import SecondFactorNeeded
from zegel.authentication.errors.sso import LinkNeeded
from zegel.authentication.queries.factors import may_use
from zegel.lib.moments import now

# An account's own affairs, and what no account is needed for. Whatever is added elsewhere is shut by itself.
OPEN = (
    "/api/account/", "/api/login", "/api/me/", "/api/session/",
    "/api/guests/", "/api/register", "/api/invitations/", "/api/password/", "/api/stop",
)  # fmt: skip


def is_open(request: HttpRequest) -> bool:
    """Whether a password is enough here. Among the guests' endpoints one is the sender's; files are a guest's when named so."""
    if request.path.startswith("/api/uploads"):
        return "guest" in request.GET
    if request.path.startswith("/api/guests/") and request.path.endswith("/repair"):
        return False
    return request.path == "/api/me" or request.path.startswith(OPEN) or not request.path.startswith("/api/")


class SecondFactorGate:
    """Refuses a login that showed a password only, or not the login its organisation wants, except where it can be mended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not is_open(request) and not may_use(request.login, now()):  # type: ignore[attr-defined]  # AccountSessions
            wanted = LinkNeeded if request.login.method else SecondFactorNeeded  # type: ignore[attr-defined]  # same
            return problem(wanted.code, STATUS[wanted.code], _(wanted.message))
        return self.get_response(request)
