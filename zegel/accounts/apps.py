from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "zegel.accounts"
    label = "accounts"
