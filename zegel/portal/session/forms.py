"""What is asked around logging in and out."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from zegel.portal.shared.forms import PageForm, Present, Query, Text


class LoginQuery(Query):
    """`next`: where to go on. `left`: somebody has just logged out, `at` the provider they came by."""

    next = Text(longest=2000)
    left = Present()
    at = Text(longest=100)


class UnlockQuery(Query):
    """`next`: where to go on. `new`: somebody has just come in by their provider."""

    next = Text(longest=2000)
    new = Present()


class OnwardForm(PageForm):
    """Where to go on afterwards."""

    next = Text(longest=2000)


class LanguageForm(OnwardForm):
    """In which language the pages are, in this browser."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)


class DisplayForm(OnwardForm):
    """How the pages look, in this browser, and the page somebody came from."""

    theme = forms.ChoiceField(
        label=_("Light or dark"),
        widget=forms.RadioSelect,
        choices=[("system", _("As my device does")), ("light", _("Light")), ("dark", _("Dark"))],
    )
    text = forms.ChoiceField(
        label=_("Size of the letters"),
        widget=forms.RadioSelect,
        choices=[("normal", _("Normal")), ("large", _("Large")), ("larger", _("Larger"))],
    )
