from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "zegel.mail"
    label = "mail"
