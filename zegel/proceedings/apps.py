from django.apps import AppConfig


class ProceedingsConfig(AppConfig):
    name = "zegel.proceedings"
    label = "proceedings"
