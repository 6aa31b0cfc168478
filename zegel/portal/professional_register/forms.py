"""The forms of the page of one's professional number."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zegel.portal.shared.forms import PageForm, Text, code_by_mail

_PLAIN = {"spellcheck": "false"}


class NumberForm(PageForm):
    """Which number somebody has, typed twice."""

    kind = forms.ChoiceField(
        label=_("Which number do you have?"),
        choices=[("bar", _("BAR number (lawyer)")), ("kbvg", _("KBvG number (bailiff)"))],
        widget=forms.RadioSelect,
        initial="bar",
    )
    number = Text(
        label=_("Your number"), hint=_("A BAR number begins with the letter A, for example A12345."), longest=40,
        width="short", attributes=_PLAIN,
    )  # fmt: skip
    again = Text(label=_("Your number once more"), longest=40, width="short", attributes=_PLAIN)


class CodeForm(PageForm):
    """The code that was mailed to the address of the register."""

    code = code_by_mail()
