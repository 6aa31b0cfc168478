from django.apps import AppConfig
from django.core import checks

from zegel.web_session.checks import in_front


class ApiConfig(AppConfig):
    name = "zegel.api"
    label = "api"

    def ready(self) -> None:
        checks.register(check_operations, checks.Tags.security)
        checks.register(in_front, checks.Tags.security, deploy=True)


def check_operations(**_about: object) -> list[checks.CheckMessage]:
    """Fails when an operation of the API does not say whom it is for."""
    from zegel.api.urls import said

    return [
        checks.Error(f"{operation} does not say whom it is for", hint="@access(Access.…)", id="zegel.E002")
        for operation, who in said()
        if who is None
    ]
