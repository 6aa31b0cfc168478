from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "zegel.evidence"
    label = "evidence"
