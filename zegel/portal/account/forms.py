"""The forms of the pages of one's own account."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from zegel.boxes.actions import LANGUAGES
from zegel.portal.shared.forms import PageForm, Present, Query, Text, code_by_mail


class AddressForm(PageForm):
    """Another mail address."""

    email = Text(
        label=_("New e-mail address"),
        hint=_(
            "The address changes 24 hours after you confirmed it. Your own mailbox gets the new address too. A linked "
            "professional number stays linked: that was proved at the address of the register."
        ),
        longest=254,
        kind="email",
        autocomplete="email",
    )


class CodeForm(PageForm):
    """The code that was mailed to the new address."""

    code = code_by_mail()


class LanguageForm(PageForm):
    """In which language somebody gets mails."""

    language = forms.ChoiceField(
        label=_("Language of mails to you"),
        choices=[(code, get_language_info(code)["name_local"]) for code in LANGUAGES],
    )


class NotificationsForm(PageForm):
    """When mails about new messages come, and what is shown first after logging in."""

    notices = forms.ChoiceField(
        label=_("A mail when there is a new message"),
        choices=[
            ("at_once", _("At once, for every message")),
            ("daily", _("Once a day, in the morning, when there is something new")),
            ("never", _("Never: I look myself")),
        ],
        widget=forms.RadioSelect,
    )
    first_page = forms.ChoiceField(label=_("What you see first after logging in"), required=False)

    def offer(self, pages: Mapping[str, tuple[str, str]]) -> None:
        """The lists that can be seen first: by name, its address and what it is called."""
        field = self.fields["first_page"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", _("The inbox of my team, else my own")),
                *((name, called) for name, (_address, called) in pages.items()),
            ]


class SpareKeyForm(PageForm):
    """Whether somebody agrees to a spare key."""

    agree = forms.ChoiceField(choices=[("yes", ""), ("no", "")])


class CompareQuery(Query):
    """Whose keys are compared: the identifier of their mailbox, which the script reads."""

    about = Text(longest=36, cut=True)


class SecurityQuery(Query):
    """`needed`: somebody was sent here to choose a second step first."""

    needed = Present()
