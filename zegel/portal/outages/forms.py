"""What the page of outages is asked."""

from zegel.portal.shared.forms import Present, Query, Text


class LastDayQuery(Query):
    """The last day of a term and the day of filing, as they were typed, and whether the outage was one's own; the page says what is no day."""

    last = Text(longest=40, cut=True)
    filed = Text(longest=40, cut=True)
    own = Present()
