from django.apps import AppConfig


class WorkersConfig(AppConfig):
    name = "zegel.workers"
    label = "workers"
