from django.apps import AppConfig


class MailroomConfig(AppConfig):
    name = "zegel.mailroom"
    label = "mailroom"
