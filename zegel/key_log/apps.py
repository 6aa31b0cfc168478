from django.apps import AppConfig


class KeyLogConfig(AppConfig):
    name = "zegel.key_log"
    label = "key_log"
