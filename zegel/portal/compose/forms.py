"""What the composer is told."""

from zegel.portal.shared.forms import Query, Text


class ComposeQuery(Query):
    """The mailbox that somebody writes from, which the script reads."""

    box = Text(longest=36, cut=True)
