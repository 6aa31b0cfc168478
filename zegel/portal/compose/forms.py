"""What the composer is told."""

from django import forms

from zegel.portal.shared.forms import Query, Text


class ComposeQuery(Query):
    """The mailbox that somebody writes from, which the script reads."""

    box = Text(longest=36, cut=True)


class DraftQuery(Query):
    """Which message a draft answers: the draft itself is sealed, so its address says it."""

    answers = forms.UUIDField(required=False)
