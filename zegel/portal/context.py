"""What every template may know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from zegel.casefile.queries import has_cases
from zegel.lib.moments import now
from zegel.portal.shared.look import look_of
from zegel.web_session.principals import current_principal


def common(request: HttpRequest) -> dict[str, Any]:
    """Whether this is the demo, the look that was chosen in this browser, the idle time-out in seconds, and, asked by the menu alone, whether somebody has a case."""
    return {
        "demo": settings.ENVIRONMENT.demo,
        "look": look_of(request),
        "idle_seconds": 15 * 60,
        "has_cases": lambda: has_cases(current_principal(request), at=now()),
    }
