"""The kinds of documents that are filed, in words."""

from typing import Final

from django.utils.translation import gettext_lazy

KIND_WORDS: Final = {
    "application": gettext_lazy("Application"),
    "summons": gettext_lazy("Summons"),
    "answer": gettext_lazy("Statement of a party"),
    "exhibits": gettext_lazy("Exhibits"),
    "message": gettext_lazy("Message about the case"),
}

CHANNEL_WORDS = {
    "secure_mail": gettext_lazy("secure mail"),
    "portal": gettext_lazy("this site"),
    "connection": gettext_lazy("a connection of their own system"),
    "counter": gettext_lazy("paper at the counter"),
}
