"""The forms of parties: who comes in, who acts for them, and how they want to take part."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from zegel.casefile.rules.parties import NewParty, NewRepresentative
from zegel.portal.shared.forms import PageForm, Text

CHANNELS: Final = {
    "digital": _("Digitally, by this site"),
    "paper": _("On paper, by post or at the counter"),
    "veilig mailen": _("By secure mail"),
}
AGENTS: Final = [
    ("lawyer", _("A lawyer")),
    ("authorised representative", _("Somebody authorised (only at the kantonrechter)")),
]
ROLES: Final = [
    ("joined", _("Joins a side (voeging)")),
    ("intervening", _("Intervenes with a claim of its own (tussenkomst)")),
    ("claimant", _("One more claimant")),
    ("defendant", _("One more defendant")),
]
KINDS: Final = [("person", _("A person")), ("legal", _("An organisation"))]


def _one_of(label: Any, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    told = {"required": _("Choose one."), "invalid_choice": _("Choose one.")}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=told)


class AgentForm(PageForm):
    """Who acts for a party from now on. The number of a lawyer with a mailbox here is the register's."""

    kind = _one_of(_("Who is it?"), AGENTS)
    name = Text(label=_("Name"), longest=200)
    office = Text(label=_("Office"), longest=200, optional=True)
    number = Text(label=_("Number of the bar"), longest=20, width="short", optional=True)
    email = Text(label=_("E-mail address"), longest=254, kind="email", optional=True)
    phone = Text(label=_("Telephone number"), longest=20, kind="tel", width="short", optional=True)
    mailbox = Text(
        label=_("Mailbox on this site"),
        hint=_(
            "The address of the mailbox through which they read the file. Empty: they do not read digitally."
        ),
        longest=254,
        kind="email",
        optional=True,
    )

    def representative(self, mailbox: Any) -> NewRepresentative:
        """As the case file takes it in."""
        typed = self.cleaned_data
        return NewRepresentative(
            typed["kind"],
            typed["name"],
            typed["office"],
            typed["number"],
            typed["email"],
            typed["phone"],
            mailbox=mailbox,
        )

    def clean_name(self) -> str:
        """Nobody acts without a name."""
        name = str(self.cleaned_data["name"] or "").strip()
        if not name:
            raise forms.ValidationError(_("Fill in the name."))
        return name


class ChannelForm(PageForm):
    """How a party wants to take part from now on."""

    to = _one_of(_("How does this party want to go on?"), list(CHANNELS.items()))


class AdmitForm(PageForm):
    """A party that comes into a running case; who joins or intervenes by the judge's decision."""

    role = _one_of(_("In which role does it take part?"), ROLES)
    kind = _one_of(_("What is it?"), KINDS)
    name = Text(label=_("Name"), longest=200)
    short_name = Text(
        label=_("Short name"),
        hint=_("As documents and file names call it (art. 3.13)."),
        longest=60,
        width="short",
    )
    decision = Text(
        label=_("Decision of the judge"),
        hint=_("Date of the decision that lets it in. Needed for who joins or intervenes (art. 1.2)."),
        longest=80,
        optional=True,
    )
    address = Text(label=_("Postal address"), longest=500, rows=3, optional=True)
    channel = _one_of(_("How does it take part?"), list(CHANNELS.items()))
    agent = Text(
        label=_("Lawyer"),
        hint=_(
            "Name of the lawyer who acts for it. A claimant in a commercial or family case needs one (art. 2.1)."
        ),
        longest=200,
        optional=True,
    )
    mailbox = Text(
        label=_("Mailbox on this site"),
        hint=_("Through which the file is read: of the lawyer, or its own where nobody acts for it."),
        longest=254,
        kind="email",
        optional=True,
    )

    def party(self, mailbox: Any) -> NewParty:
        """As the case file takes it in."""
        typed = self.cleaned_data
        names = ("role", "kind", "name", "short_name", "channel", "address", "decision")
        facts = {name: typed[name] for name in names}
        if not typed["agent"]:
            return NewParty(**facts, mailbox=mailbox)
        return NewParty(**facts, representative=NewRepresentative("lawyer", typed["agent"], mailbox=mailbox))
