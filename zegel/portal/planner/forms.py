"""What is asked of the planner's pages."""

from typing import Any, Final, get_args

from django import forms
from django.utils.translation import gettext_lazy as _

from zegel.planning.rules.conditions import CONDITIONS
from zegel.planning.rules.letters import LONGEST
from zegel.planning.rules.slots import Abode
from zegel.planning.rules.taken import LEAST_MINUTES, MOST_MINUTES
from zegel.portal.shared.forms import PageForm, Present, Query, Text
from zegel.proceedings.rules.requests import REQUESTS, Side

ABODE_WORDS: Final = {
    "netherlands": _("In the Netherlands (art. 114 Rv)"),
    "treaty": _(
        "In a country of the European service regulation, or in Europe of the Hague Convention (art. 115 Rv)"
    ),
    "elsewhere": _("In another country (art. 115 Rv)"),
    "unknown": _("Nowhere that is known (art. 115 Rv)"),
    "in-netherlands": _("Abroad, but served in person in the Netherlands (art. 115 Rv)"),
}

CONDITION_WORDS: Final = {
    "draft at once": _("The claimant sends the defendant the draft summons with its exhibits at once"),
    "exhibits early": _("Exhibits are filed at the latest three working days before the hearing"),
    "parties in person": _("The parties themselves come, with their lawyers"),
    "by video": _("The hearing is by video"),
    "other place": _("The hearing is at another place than the court; the court tells where"),
}


GROUND_WORDS: Final = {
    "unanimous": _("All parties ask for it"),
    "pressing reason": _("There is a pressing reason"),
    "unavailability not given": _("The claimant did not give the defendant’s unavailable days"),
    "other": _("Something else"),
}
"""Why a hearing may be moved (art. 9.2)."""


class DesksQuery(Query):
    """Of which desk."""

    desk = Text(longest=40, cut=True)


class PlanQuery(Query):
    """What is looked for: how long, before whom, from which day the writ can be served, and on whom."""

    minutes = forms.IntegerField(required=False, min_value=LEAST_MINUTES, max_value=MOST_MINUTES)
    judge = forms.UUIDField(required=False)
    served = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    abode = forms.ChoiceField(required=False, choices=[(name, "") for name in get_args(Abode)])
    since = forms.DateField(required=False, input_formats=["%Y-%m-%d"])


class LetterQuery(PlanQuery):
    """The letter as it would be for a moment that was chosen, or for an act that sets none."""

    act = forms.ChoiceField(required=False, choices=[(name, "") for name in REQUESTS])

    starts = Text(longest=40, cut=True)
    room = forms.UUIDField(required=False)
    service = Text(longest=40, cut=True)
    condition = forms.MultipleChoiceField(required=False, choices=[(name, "") for name in CONDITIONS])

    def clean(self) -> dict[str, Any]:
        """Conditions are a list, also where none was asked."""
        return self.cleaned_data | {"condition": self.cleaned_data.get("condition") or []}


class Names(forms.MultipleChoiceField):
    """Short names of parties that were ticked; which of them are parties of the case is for the page to see."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def valid_value(self, value: str) -> bool:
        """Any short name."""
        return len(value) <= 60


class RequestQuery(Query):
    """A request to move, adjourn, withdraw or strike out, as it was made."""

    act = forms.ChoiceField(required=False, choices=[(name, "") for name in REQUESTS])
    by = forms.ChoiceField(required=False, choices=[(name, "") for name in get_args(Side)])
    when = Text(longest=40, cut=True)
    ground = forms.ChoiceField(required=False, choices=[(name, "") for name in GROUND_WORDS])
    written = Present()
    motivated = Present()
    urgent = Present()
    days_missing = Present()
    will_appear = Present()
    told_both = Present()
    days_of = Names()
    phones_of = Names()
    known_of = Names()
    appeared = Names()
    agree = Names()
    looked = Present()


class RoomForm(PageForm):
    """A room of the court."""

    name = Text(label=_("Name of the room"), longest=60, width="short")


class EndRoomForm(PageForm):
    """A room that is used no more."""

    room = forms.UUIDField()


class LetterForm(PageForm):
    """A desk's own words in the letter with the day."""

    opening = Text(label=_("Above the facts"), longest=LONGEST, rows=5)
    closing = Text(label=_("Below the facts"), longest=LONGEST, rows=5)
