"""The forms of the intake: what is asked of its queue, who holds which office at a desk, and paper that came in."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from zegel.filing.queries import Desk
from zegel.filing.rules import PAPER_WAYS
from zegel.lib.moments import AMSTERDAM, amsterdam
from zegel.portal.shared.filing_words import KIND_WORDS, WAY_WORDS
from zegel.portal.shared.forms import Day, Number, PageForm, Query, Text

OFFICES: Final = [
    ("judge", _("Judge")),
    ("registrar", _("Court secretary")),
    ("planner", _("Planner")),
    ("finance", _("Finance: bank statements and refunds")),
]


class Clock(forms.TimeField):
    """A time of the day, in a field as wide as that of its day."""

    width = "short"


class QueueQuery(Query):
    """Which part of the queue is shown: what waits, what was asked about or what is held; and after which filing."""

    state = Text(longest=20, cut=True)
    after = Text(longest=100, cut=True)


class OfficesForm(PageForm):
    """The offices of somebody who uses the mailbox of a desk; what is not ticked they hold no longer."""

    member = forms.UUIDField()
    office = forms.MultipleChoiceField(label=_("Offices"), choices=OFFICES, required=False)


class PaperForm(PageForm):
    """Paper that came in: at which desk, how, when, from whom, and what it is. What it says is scanned on the next page."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    """The filing it becomes: the form sent twice enters it once."""
    sender = Text(label=_("From whom"), hint=_("The name of the party as it is on the paper"), longest=200)
    number = Text(
        label=_("Case number"), hint=_("In any spelling. Leave it empty for a new case."), longest=80, width="short",
        optional=True,
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("What is it?"), choices=list(KIND_WORDS.items()))
    pieces = Number(label=_("How many documents?"), longest=3, min_value=1, max_value=200)
    way = forms.ChoiceField(
        label=_("How did it come in?"), choices=[(way, WAY_WORDS[way]) for way in PAPER_WAYS]
    )
    day = Day(
        label=_("Day it came in"),
        hint=_("The day of the stamp. It counts as the day of filing and never changes."),
    )
    time = Clock(
        label=_("Time it came in"), input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"required": _("Fill in a time, for example 14:30."), "invalid": _("Fill in a time, for example 14:30.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, desks: Sequence[Desk], at: datetime, **more: Any) -> None:
        here = amsterdam(at)
        begin = {
            "key": uuid.uuid4(),
            "day": here.date(),
            "time": here.time(),
            "pieces": 1,
            "kind": "exhibits",
        }
        super().__init__(data, initial=begin, **more)
        choices = [(str(desk.pk), desk.box.name) for desk in desks]
        self.fields["desk"] = forms.ChoiceField(label=_("For which team?"), choices=choices)

    def clean_sender(self) -> str:
        """The name on one line; paper is always of somebody."""
        sender = " ".join(self.cleaned_data["sender"].split())
        if not sender:
            raise forms.ValidationError(_("Fill in from whom the paper is."))
        return sender

    @property
    def reached_at(self) -> datetime:
        """When it came in, by the Dutch clock."""
        told = self.cleaned_data
        return datetime.combine(told["day"], told["time"], tzinfo=AMSTERDAM)
