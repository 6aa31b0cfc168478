from django.apps import AppConfig


class OutagesConfig(AppConfig):
    name = "zegel.outages"
    label = "outages"
