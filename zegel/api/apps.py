from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "zegel.api"
    label = "api"
