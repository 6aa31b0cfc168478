from django.apps import AppConfig


class BoxesConfig(AppConfig):
    name = "zegel.boxes"
    label = "boxes"
