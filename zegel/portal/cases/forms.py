"""What is asked of the list of cases and of the docket, and the address for notifications of a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zegel.casefile.rules.search import LONGEST
from zegel.notify.errors import AddressRefused
from zegel.portal.shared.forms import PageForm, Present, Query, Text


class CasesQuery(Query):
    """Which cases are shown: of which desk, with which words, in which state, and after which."""

    q = Text(longest=LONGEST, cut=True)
    state = Text(longest=LONGEST, cut=True)
    after = Text(longest=LONGEST, cut=True)
    desk = Text(longest=40, cut=True)


class DocketQuery(Query):
    """Which part of a docket is shown: whose documents, of which kind, or only those that are new; and after which number."""

    party = Text(longest=40, cut=True)
    kind = Text(longest=40, cut=True)
    new = Present()
    before = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)


class FilingQuery(Query):
    """What is filed, and for which party."""

    party = Text(longest=40, cut=True)
    kind = Text(longest=20, cut=True)


class AddressForm(PageForm):
    """Where notifications of a case go, or that none are wanted (art. 1.9)."""

    answer = forms.ChoiceField(choices=[("give", ""), ("decline", "")])
    email = Text(label=_("E-mail address"), longest=254, kind="email", autocomplete="email")

    def clean(self) -> dict[str, Any]:
        """Whoever wants mails says where; of whoever wants none no address is kept."""
        typed: dict[str, Any] = self.cleaned_data
        if typed.get("answer") != "give":
            return typed | {"email": ""}
        if "email" in typed and not typed["email"]:
            self.add_error("email", _(AddressRefused.message))
        return typed


class ActForm(PageForm):
    """An act in the course of a case. `key` makes it one act however often it is sent; `seen` is the newest act on the page.
    `served` is when the writ was served, `changed` whether the defendant appears on another draft than the first."""

    act = Text(longest=40)
    key = forms.UUIDField()
    seen = forms.IntegerField(min_value=0, max_value=1_000_000)
    served = Text(longest=40)
    changed = Present()
