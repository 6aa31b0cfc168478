from django.apps import AppConfig
from django.core import checks
from django.urls import get_resolver


class PortalConfig(AppConfig):
    name = "zegel.portal"
    label = "portal"

    def ready(self) -> None:
        checks.register(check_routes, checks.Tags.security)


def check_routes(**_about: object) -> list[checks.CheckMessage]:
    """Fails when an address of any door does not say whom it is for."""
    from zegel.web_session.access import silent_routes

    return [
        checks.Error(f"/{address} does not say whom it is for", hint="@access(Access.…)", id="zegel.E001")
        for address in silent_routes(get_resolver().url_patterns)
    ]
