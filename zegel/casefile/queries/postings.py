"""Reads of the print queue: what waits to be posted from the desks of somebody's court, and what was posted lately."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zegel.boxes.queries import Account, boxes_of
from zegel.casefile.errors import PostingUnknown
from zegel.casefile.models import Posting

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = ["Posting", "postings_done", "postings_for", "postings_waiting"]

MOST = 200
LATELY = 50


def postings_waiting(user: Account, *, at: datetime) -> list[Posting]:
    """What waits to be posted, the oldest first (two queries)."""
    return list(_rows(user, at).filter(posted_at__isnull=True).order_by("at", "pk")[:MOST])


def postings_done(user: Account, *, at: datetime) -> list[Posting]:
    """What was posted last, the newest first (two queries)."""
    return list(_rows(user, at).filter(posted_at__isnull=False).order_by("-posted_at", "pk")[:LATELY])


def postings_for(user: Account, party: UUID, *, at: datetime) -> list[Posting]:
    """What waits to be posted to a party: the pieces of one letter, in the order of the docket.

    Raises:
        PostingUnknown: nothing does, at a desk of the user's.
    """
    rows = _rows(user, at).filter(posted_at__isnull=True, party=party).order_by("entry__number")
    found = list(rows[:MOST])
    if not found:
        raise PostingUnknown
    return found


def _rows(user: Account, at: datetime) -> QuerySet[Posting]:
    rows = Posting.objects.filter(desk__in=boxes_of(user, at=at))
    return rows.select_related("entry__case", "entry__party", "party", "desk__organisation")
