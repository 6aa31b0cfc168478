"""The gate before every page: without a second factor only the pages of one's own account open."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from zegel.authentication.queries.factors import may_use
from zegel.lib.moments import now

# Whatever page is added elsewhere is shut by itself.
OPEN = ("/account", "/stop", "/login", "/logout", "/language", "/logo/", "/g/", "/help", "/privacy", "/accessibility", "/terms", "/checkpoint", "/log-key", "/tile/", "/outages", "/health", "/file", "/demo/", "/api/")  # fmt: skip


class SecondFactorGate:
    """Sends whoever logged in with a password only to the page where they can add a second step."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if request.user.kind == "service" and not request.path.startswith("/api/"):
                raise PermissionDenied
            if not request.path.startswith(OPEN) and not may_use(request.login, now()):  # type: ignore[attr-defined]  # AccountSessions
                return redirect("/account/security?needed=1")
        return self.get_response(request)
