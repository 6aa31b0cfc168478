"""What every template may know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def common(_request: HttpRequest) -> dict[str, Any]:
    """Whether this is the demo, and the idle time-out in seconds."""
    return {"demo": settings.ENVIRONMENT.demo, "idle_seconds": 15 * 60}
