from django.apps import AppConfig


class JudgmentsConfig(AppConfig):
    name = "zegel.judgments"
    label = "judgments"
