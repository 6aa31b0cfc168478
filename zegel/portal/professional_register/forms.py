"""The forms of the page of one's professional number."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from zegel.portal.shared.forms import Identifiers, PageForm, Present, Query, Text, Upload, code_by_mail
from zegel.professions.rules.professional_register import MOST_MEGABYTES_PAGE

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


class ProfessionQuery(Query):
    """`other`: another number than the one that waits for its code."""

    other = Present()


class RegisterFileForm(PageForm):
    """A file with the whole register."""

    file = Upload(
        label=_("CSV file"),
        hint=format_lazy(
            _("In UTF-8, with semicolons or commas between the columns, at most {most} MB."),
            most=MOST_MEGABYTES_PAGE,
        ),
        largest=MOST_MEGABYTES_PAGE * 1_000_000,
        accept=".csv,text/csv",
    )

    def clean_file(self) -> bytes:
        """The bytes, if there are any."""
        data: bytes = self.cleaned_data["file"]
        if not data:
            raise forms.ValidationError(_("Choose a CSV file that is not empty."))
        return data


class ImportForm(PageForm):
    """That a file is imported: `seen` is the newest import that the page spoke of, `invite` whether who is new gets a mail."""

    seen = forms.UUIDField(required=False)
    invite = Present()


class MissingForm(PageForm):
    """Who is in the register no more: who was ticked, or all of a list of `count` people."""

    entry = Identifiers(most=100)
    count = forms.IntegerField(required=False)
