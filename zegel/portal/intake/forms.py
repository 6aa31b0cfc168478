"""The forms of the intake: what is asked of its queue, and who holds which office at a desk."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from zegel.portal.shared.forms import PageForm, Query, Text

OFFICES: Final = [("judge", _("Judge")), ("registrar", _("Court secretary")), ("planner", _("Planner"))]


class QueueQuery(Query):
    """Which part of the queue is shown: what waits, what was asked about or what is held; and after which filing."""

    state = Text(longest=20, cut=True)
    after = Text(longest=100, cut=True)


class OfficesForm(PageForm):
    """The offices of somebody who uses the mailbox of a desk; what is not ticked they hold no longer."""

    member = forms.UUIDField()
    office = forms.MultipleChoiceField(label=_("Offices"), choices=OFFICES, required=False)
