"""The forms with which an administrator sets up an organisation."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from zegel.identity.actions.organisations import Look
from zegel.identity.rules.organisations import LARGEST_LOGO
from zegel.portal.shared.forms import Choices, Day, Number, PageForm, Present, Text, Upload

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
    """How an organisation shows itself to guests."""

    name = Text(label=_("Name"))
    phone = Text(
        label=_("Telephone number"),
        hint=_("For people who doubt whether a mail is real."),
        longest=40,
        width="short",
    )
    logo = Upload(
        label=_("Logo"),
        hint=_("A PNG image of at most 100 kB, 1200 by 600 pixels."),
        largest=LARGEST_LOGO,
        accept="image/png",
    )
    no_logo = Present(label=_("No logo any more"))
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

    def stated(self) -> Look:
        """What the form states, once it is valid. Where no picture came along, the logo stays as it is."""
        typed = dict(self.cleaned_data)
        logo = typed.pop("logo") or None
        return Look(**typed, logo=logo) if not typed.pop("no_logo") else Look(**typed, logo=b"")
