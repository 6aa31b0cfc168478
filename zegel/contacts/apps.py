from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "zegel.contacts"
    label = "contacts"
