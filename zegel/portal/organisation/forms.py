"""The forms of an organisation's pages."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from zegel.contacts.rules import Basis
from zegel.identity.queries.people import User
from zegel.portal.shared.forms import Choices, Day, Number, PageForm, Text

_WAYS: Final = {
    "sms": (_("Code by SMS"), _("Six digits to a phone number you know.")),
    "code": (_("Access code"), _("A code that sender and reader agree on by phone.")),
    "organisation": (
        _("Code of the organisation"),
        _("One code that many people have, for example from a letter."),
    ),
}
_DIRECTORY_ONLY: Final = _(
    "Who has linked that login cannot log in with a password any more, and cannot unlink it. Their password or "
    "passkey still opens their messages. Who has not linked it yet is told so in their mailbox."
)


class RetentionForm(PageForm):
    """After how many months messages are deleted."""

    months = Number(
        label=_("Number of months"),
        hint=_("From 3 to 240 months. Without a choice it is 60 months: five years."),
        longest=3,
    )


class EscrowForm(PageForm):
    """How many officers open a mailbox together, and after how long."""

    needed = Number(label=_("How many officers are needed"), hint=_("At least two"), longest=1)
    wait_hours = Number(
        label=_("Waiting time before the messages open, in hours"),
        hint=_("So long the owner can stop it. At most 168 hours, a week."),
        longest=3,
    )


class SmsForm(PageForm):
    """What SMS messages may cost."""

    sms_budget = Number(
        label=_("SMS messages a month"),
        hint=_("Leave it empty for no limit. At 80 percent the administrators get a mail."),
        longest=7,
        required=False,
    )
    sms_per_account = Number(
        label=_("People with a code by SMS, for each account and day"),
        hint=_("Whoever takes over an account cannot make thousands of phones ring."),
        longest=7,
    )


class PolicyForm(PageForm):
    """How guests are recognised, and how colleagues log in where the organisation has a login of its own."""

    ways = Choices(label=_("Allowed for every message"), options=_WAYS)
    secret_ways = Choices(
        label=_("Allowed for what the law keeps secret"),
        options=_WAYS,
        hint=_("For messages that the sender marks as secret."),
    )
    number_wait_hours = Number(
        label=_("Waiting time of a new phone number, in hours"),
        hint=_("So long the true person can object. At most 168 hours, a week."),
        longest=3,
    )
    sso_only = Choices(
        label=_("How colleagues log in"),
        options={"only": (_("Only by the login of our own organisation"), _DIRECTORY_ONLY)},
    )
    sso_from = Day(
        label=_("From which day must everybody have linked it?"),
        hint=_(
            "From that day nothing else opens for colleagues who have not linked the login, until they do. Until then, or "
            "without a day, they can go on with their password and second step."
        ),
        required=False,
    )


class LookForm(PageForm):
    """How an organisation shows itself to guests; its logo goes along as a file."""

    name = Text(label=_("Name"))
    phone = Text(
        label=_("Telephone number"),
        hint=_("For people who doubt whether a mail is real."),
        longest=40,
        width="short",
    )
    accent = Text(
        label=_("Colour of buttons and links"),
        hint=_("As # and six signs, for example #0b5a61. Leave it empty for the colour of Zegel."),
        longest=7,
        width="short",
        attributes={"spellcheck": "false"},
    )
    intro_nl = Text(
        label=_("Text for guests in Dutch"),
        hint=_(
            "At most 400 signs. No web address and no e-mail address: readers know our mails by their one link. Write "
            "nothing about a case."
        ),
        longest=1000,
        rows=4,
        width="",
    )
    intro_en = Text(label=_("Text for guests in English"), longest=1000, rows=4, width="")


class InvitationForm(PageForm):
    """Whom to invite to the organisation."""

    name = Text(label=_("Name"))
    email = Text(label=_("E-mail address"), longest=254, kind="email")


class ResetForm(PageForm):
    """Whose second steps are taken away, and how an administrator checked who asked."""

    member = forms.ChoiceField(label=_("Whose"))
    note = Text(
        label=_("How did you check who this is?"),
        hint=_("It is recorded, and the owner can read it. Write nothing secret here."),
        longest=400,
        rows=2,
        width="",
    )

    def __init__(self, data: Any = None, *, members: Iterable[User], **more: Any) -> None:
        super().__init__(data, **more)
        choices = [(str(member.pk), f"{member.name} ({member.email})") for member in members]
        self.fields["member"] = forms.ChoiceField(label=self.fields["member"].label, choices=choices)


class NumberForm(PageForm):
    """Another phone number of a contact."""

    phone = Text(label=_("New mobile phone number"), longest=40, kind="tel", width="short")
    reason = Text(
        label=_("Why?"), hint=_("For example: called himself, we called back on the number of his lawyer.")
    )


class StopNumberForm(PageForm):
    """Why a number does not change after all."""

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
    given_on = Day(label=_("On which day?"))
    source = Text(
        label=_("How do we know?"), hint=_("For example: by phone, at the desk, letter of 20 November.")
    )

    def stated(self) -> Basis:
        """What the form states, once it is valid."""
        typed = self.cleaned_data
        return Basis(typed["basis"], typed["given_on"], typed["source"])
