from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "zegel.portal"
    label = "portal"
