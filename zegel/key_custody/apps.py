from django.apps import AppConfig


class KeyCustodyConfig(AppConfig):
    name = "zegel.key_custody"
    label = "key_custody"
