"""The gate before every endpoint: without a second factor nothing of the court opens."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from zegel.accounts.errors.factors import SecondFactorNeeded
from zegel.accounts.queries.factors import may_use
from zegel.api.problems import STATUS, problem

# An account's own affairs, and what no account is needed for. Whatever is added elsewhere is shut by itself.
OPEN = (
    "/api/account/", "/api/login", "/api/me", "/api/session/",
    "/api/guests/", "/api/register", "/api/invitations/", "/api/password/",
)  # fmt: skip


class SecondFactorGate:
    """Refuses a login that showed a password only, except where it can be mended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        shut = request.path.startswith("/api/") and not request.path.startswith(OPEN)
        # A guest who is logged in as somebody else too uploads as a guest.
        guest = request.path.startswith("/api/uploads") and "guest" in request.GET
        if shut and not guest and request.user.is_authenticated and not may_use(request.login):  # type: ignore[attr-defined]  # AccountSessions
            return problem(
                SecondFactorNeeded.code, STATUS[SecondFactorNeeded.code], _(SecondFactorNeeded.message)
            )
        return self.get_response(request)
