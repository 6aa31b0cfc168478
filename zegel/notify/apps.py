from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules

from zegel.notify.checks import outgoing


class NotifyConfig(AppConfig):
    name = "zegel.notify"
    label = "notify"

    def ready(self) -> None:
        """Register the system checks, and know every house's letters, so that each queued message finds its words."""
        register(outgoing)
        autodiscover_modules("letters")
