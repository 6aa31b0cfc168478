"""Start-up says what a site in the open lacks."""

from django.conf import settings
from django.core.checks import CheckMessage, Error


def in_front(**_about: object) -> list[CheckMessage]:
    """A site with an https address has a proxy before it that buffers and counts connections."""
    environment = settings.ENVIRONMENT
    if not environment.origin.startswith("https://") or environment.proxies:
        return []
    hint = "docs/guide/operator.md, TLS: a proxy that buffers, ZEGEL_PROXIES and ZEGEL_PROXY_ADDRESSES"
    return [
        Error(
            "No proxy stands before this site: whoever opens many connections stops it",
            hint=hint,
            id="zegel.E003",
        )
    ]
