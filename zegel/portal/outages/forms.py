"""What the page of outages is asked."""

from zegel.portal.shared.forms import Query, Text


class LastDayQuery(Query):
    """The last day of a term, as it was typed: the page says what is no day."""

    last = Text(longest=40, cut=True)
