from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "zegel.outbox"
    label = "outbox"
