from django.apps import AppConfig


class InboundMailConfig(AppConfig):
    name = "zegel.inbound_mail"
    label = "inbound_mail"
