from django.apps import AppConfig


class GatewayConfig(AppConfig):
    name = "zegel.gateway"
    label = "gateway"
