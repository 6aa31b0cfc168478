"""What is typed about a judgment that was given."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zegel.judgments.rules import INTERESTS
from zegel.portal.shared.forms import Day, PageForm, Query, Text


class SentForm(PageForm):
    """That all copies were sent. `key` makes it one act however often it is sent; `seen` is the newest act on the page."""

    key = forms.UUIDField()
    seen = forms.IntegerField(min_value=0, max_value=1_000_000)


class EcliForm(PageForm):
    """The ECLI a judgment got."""

    judgment = forms.UUIDField()
    ecli = Text(label="ECLI", longest=60, hint=_("For example ECLI:NL:RBAMS:2026:1234"))


class CopyForm(PageForm):
    """An enforceable copy that is handed out on paper."""

    key = forms.UUIDField()
    party = forms.UUIDField()
    interest = forms.ChoiceField(choices=[(name, "") for name in INTERESTS])
    asked_on = Day(required=False)


class DeskQuery(Query):
    """Which cases a judge has before them: of which desk, and after which."""

    desk = Text(longest=40, cut=True)
    after = Text(longest=100, cut=True)
