from django.apps import AppConfig


class FilingConfig(AppConfig):
    name = "zegel.filing"
    label = "filing"
