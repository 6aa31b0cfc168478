"""The kinds of documents that are filed, in words."""

from typing import Final

from django.utils.translation import gettext_lazy

KIND_WORDS: Final = {
    "aanvraag": gettext_lazy("Application"),
    "dagvaarding": gettext_lazy("Summons"),
    "conclusie": gettext_lazy("Statement of a party"),
    "productie": gettext_lazy("Exhibits"),
    "mededeling": gettext_lazy("Message about the case"),
}
