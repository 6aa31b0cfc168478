"""What is asked of the lists of hearings."""

from zegel.portal.shared.forms import Query, Text


class DayQuery(Query):
    """Which day, for whom, and of which team."""

    day = Text(longest=10, cut=True)
    list = Text(longest=10, cut=True)
    desk = Text(longest=40, cut=True)
