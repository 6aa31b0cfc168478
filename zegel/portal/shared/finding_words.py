"""What a court's automation finds in a file, in words."""

from typing import Final

from django.utils.translation import gettext_lazy

FINDINGS: Final = {
    "virus": gettext_lazy("contains malicious software"),
    "password": gettext_lazy("is locked with a password"),
    "damaged": gettext_lazy("is damaged and does not open"),
    "empty": gettext_lazy("has no pages"),
    "sealed": gettext_lazy("is not what the sender locked"),
    "script": gettext_lazy("contains program code"),
    "launch": gettext_lazy("tries to start another program"),
    "embedded": gettext_lazy("has other files inside"),
    "repaired": gettext_lazy("is damaged, but could be opened"),
    "xfa": gettext_lazy("is a form that most programs cannot show"),
    "form": gettext_lazy("has filled-in fields that may show empty"),
    "misnamed": gettext_lazy("has a name that belongs to another kind of file"),
    "signed": gettext_lazy("has a digital signature"),
    "unsure": gettext_lazy("could not be examined completely"),
    "other": gettext_lazy("is not a PDF, so it was only scanned for malicious software"),
}
