from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "zegel.identity"
    label = "identity"
