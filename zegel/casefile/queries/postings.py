"""Reads of the print queue: what waits to be posted from the desks of somebody's court, and what was posted lately."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zegel.boxes.queries import Account, Container, boxes_by_id, boxes_of
from zegel.casefile.errors import PostingUnknown
from zegel.casefile.models import Posting, Representation

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = ["Posting", "mailboxes_of", "postings_done", "postings_for", "postings_waiting"]

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


def mailboxes_of(postings: Collection[Posting]) -> dict[UUID, Container]:
    """By party: the mailbox to which what it gets by secure mail goes, of its representative where it has one (1.4); who has none
    here is left out (two queries)."""
    parties = {posting.party_id: posting.party.mailbox_id for posting in postings}
    acting = Representation.objects.filter(party__in=parties, until__isnull=True)
    keys = parties | dict(acting.values_list("party", "mailbox"))
    boxes = boxes_by_id([key for key in keys.values() if key])
    return {party: boxes[key] for party, key in keys.items() if key in boxes}


def _rows(user: Account, at: datetime) -> QuerySet[Posting]:
    rows = Posting.objects.filter(desk__in=boxes_of(user, at=at))
    return rows.select_related("entry__case", "entry__party", "party", "desk__organisation")
