"""The forms about people outside an organisation: how they are recognised, and why a court may write to them."""

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from zegel.contacts.rules import LANGUAGES, LARGEST_FILE, Basis
from zegel.lib.moments import amsterdam, now
from zegel.portal.shared.forms import Day, Number, PageForm, Present, Query, Text, Upload


class ListQuery(Query):
    """Which of the contacts or consents are shown, and which page of them."""

    q = Text(longest=100, cut=True)
    page = Number(longest=5, required=False, min_value=1, max_value=99_999, initial=1)


class ContactsFileForm(PageForm):
    """People with their numbers, brought in a file; `seen` when somebody looked at the words of one that is not UTF-8."""

    file = Upload(
        label=_("CSV file"),
        hint=_(
            "With the columns email, name, phone and, if you like, language (nl or en). Good rows are taken, the others are named. "
            "A file never replaces a number."
        ),
        largest=LARGEST_FILE,
        accept=".csv,text/csv",
    )
    seen = Present(label=_("The words with accents are right"))


class ContactForm(PageForm):
    """Somebody new among the contacts."""

    name = Text(label=_("Name"))
    email = Text(label=_("E-mail address"), longest=254, kind="email")
    phone = Text(
        label=_("Mobile phone number"),
        hint=_("The code to open a message goes to this number."),
        longest=40,
        kind="tel",
        width="short",
    )
    language = forms.ChoiceField(
        label=_("Language of the mail"),
        choices=[(code, get_language_info(code)["name_local"]) for code in LANGUAGES],
    )


class NumberForm(PageForm):
    """Another phone number of a contact."""

    phone = Text(label=_("New mobile phone number"), longest=40, kind="tel", width="short")
    reason = Text(
        label=_("Why?"), hint=_("For example: called himself, we called back on the number of his lawyer.")
    )


class ReasonForm(PageForm):
    """Why a number does not change after all, or a consent ends."""

    reason = Text(label=_("Why?"))


class ConsentForm(PageForm):
    """Why a court may write to somebody (VI 6.3)."""

    name = Text(label=_("Name"))
    address = Text(label=_("E-mail address"), longest=254, kind="email")
    basis = forms.ChoiceField(
        label=_("Why may the court write?"),
        choices=[("asked", _("This person asked for it")), ("agreed", _("We asked, and this person agreed"))],
        widget=forms.RadioSelect,
        required=False,
    )
    given_on = Day(label=_("On which day?"), initial=lambda: amsterdam(now()).date())
    source = Text(
        label=_("How do we know?"), hint=_("For example: by phone, at the desk, letter of 20 November.")
    )

    def stated(self) -> Basis:
        """What the form states, once it is valid."""
        typed = self.cleaned_data
        return Basis(typed["basis"], typed["given_on"], typed["source"])
