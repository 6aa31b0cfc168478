from django.apps import AppConfig


class AuthenticationConfig(AppConfig):
    name = "zegel.authentication"
    label = "authentication"
