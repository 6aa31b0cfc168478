from django.apps import AppConfig


class CasefileConfig(AppConfig):
    name = "zegel.casefile"
    label = "casefile"
