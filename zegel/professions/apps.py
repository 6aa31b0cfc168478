from django.apps import AppConfig


class ProfessionsConfig(AppConfig):
    name = "zegel.professions"
    label = "professions"
