"""The forms of a mailbox and of a message. Where a page shows no field, what is wrong is said above it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zegel.mail.errors import HearingRefused
from zegel.portal.shared.forms import Day, Identifiers, PageForm, Query, Text
from zegel.portal.shared.messages.follow_up import call_words


class FolderQuery(Query):
    """Which messages of a folder are looked for, and from where the list goes on. Words that are too long are cut off."""

    q = Text(longest=100, cut=True)
    unread = Text(longest=100, cut=True)
    charge = Text(longest=100, cut=True)
    before = Text(longest=100, cut=True)
    after = Text(longest=100, cut=True)


class SearchQuery(Query):
    """What is looked for in all folders, and from where the list goes on."""

    q = Text(longest=100, cut=True)
    before = Text(longest=100, cut=True)
    after = Text(longest=100, cut=True)


class PickForm(PageForm):
    """What happens to the messages that were picked, and to whom they are given."""

    pick = Identifiers(most=500)
    do = forms.ChoiceField(
        choices=[
            (act, act)
            for act in ("archive", "done", "restore", "read", "unread", "assign", "later", "return")
        ],
        required=False,
    )
    to = forms.UUIDField(required=False)
    until = Day(required=False)
    back = Text(longest=2000)
    message = forms.UUIDField(required=False)
    """The message on whose page it was pressed, to stay there."""


class BackForm(PageForm):
    """Where the reader was when they pressed a button that is about no row."""

    back = Text(longest=2000)


class WithdrawalForm(PageForm):
    """From whom a message is withdrawn."""

    delivery = Identifiers(most=1000)

    def clean_delivery(self) -> object:
        """At least one."""
        if not self.cleaned_data["delivery"]:
            raise forms.ValidationError(_("Choose from whom you want to withdraw the message."))
        return self.cleaned_data["delivery"]


class KeepForm(PageForm):
    """Whether a message is kept beyond its term."""

    kept = forms.ChoiceField(choices=[("yes", ""), ("no", "")])


class HearingForm(PageForm):
    """The day of the hearing before which a message must be read."""

    hearing = Day(label=_("Day of the hearing"), told=_(HearingRefused.message))


class OutcomeForm(PageForm):
    """What came of phoning somebody."""

    outcome = forms.ChoiceField(choices=lambda: call_words().items())
