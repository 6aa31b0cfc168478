from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EvidenceConfig(AppConfig):
    name = "zegel.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Know every house's events, so that each record finds its words."""
        autodiscover_modules("events")
