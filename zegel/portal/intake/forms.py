"""What is asked of the queue of the intake."""

from zegel.portal.shared.forms import Query, Text


class QueueQuery(Query):
    """Which part of the queue is shown: what waits, what was asked about or what is held; and after which filing."""

    state = Text(longest=20, cut=True)
    after = Text(longest=100, cut=True)
