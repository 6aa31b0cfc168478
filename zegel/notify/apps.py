from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "zegel.notify"
    label = "notify"

    def ready(self) -> None:
        from zegel.notify import checks  # noqa: F401
