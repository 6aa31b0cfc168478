"""Where a request comes from."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def network_address(request: HttpRequest) -> str:
    """Where a request came from. Behind `ZEGEL_PROXIES` proxies of our own, what the outermost of them wrote down;
    whatever a visitor put in the header before it does not count, nor does the header of who is no proxy of ours."""
    here = str(request.META.get("REMOTE_ADDR", ""))
    written = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    proxies = settings.ENVIRONMENT.proxies
    if proxies and len(written) >= proxies and is_proxy(here):
        return written[-proxies]
    return here


def is_proxy(address: str) -> bool:
    """Whether an address is that of a proxy the operator named."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in settings.ENVIRONMENT.proxy_addresses)
