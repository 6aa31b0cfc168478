from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "zegel.planning"
    label = "planning"
