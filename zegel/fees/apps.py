from django.apps import AppConfig


class FeesConfig(AppConfig):
    name = "zegel.fees"
    label = "fees"
