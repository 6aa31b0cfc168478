from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "zegel.console"
    label = "console"
