from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "zegel.post"
    label = "post"
