"""What is asked around logging in and out."""

from django import forms
from django.conf import settings

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
    """Where to go on after logging out."""

    next = Text(longest=2000)


class LanguageForm(OnwardForm):
    """In which language the pages are, in this browser."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)
