"""Where a request comes from."""

from django.conf import settings
from django.http import HttpRequest


def network_address(request: HttpRequest) -> str:
    """Where a request came from. Behind `ZEGEL_PROXIES` proxies of our own, what the outermost of them wrote down;
    whatever a visitor put in the header before it does not count."""
    written = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    proxies = settings.ENVIRONMENT.proxies
    if proxies and len(written) >= proxies:
        return written[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
