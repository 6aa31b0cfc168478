from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "zegel.vault"
    label = "vault"
