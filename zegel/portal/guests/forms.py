"""What a guest's pages are told."""

from zegel.portal.shared.forms import PageForm, Query, Text


class ClosedQuery(Query):
    """`closed`: why the door was closed, "yes" by the guest or "idle" after a while."""

    closed = Text(longest=10)


class LeaveForm(PageForm):
    """`why`: "idle" where nobody touched the page for a while."""

    why = Text(longest=10)
