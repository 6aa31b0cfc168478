"""How entries lie before and after a change, so that the change can be undone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zegel.boxes.queries import Account, membership
from zegel.mail.models import Entry


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry lies and whose it is."""

    folder: str
    listed_at: datetime
    unread: bool
    assignee: UUID | None


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry that a change moved from one place to another."""

    entry: UUID
    was: Place
    became: Place


def place_of(entry: Entry) -> Place:
    """Where one entry lies."""
    return Place(entry.folder, entry.listed_at, entry.unread, entry.assignee_id)


def places(user: Account, box: UUID, entries: Iterable[UUID], *, at: datetime) -> dict[UUID, Place]:
    """Where these entries of a box lie, and all others of their conversations (two queries).

    Raises:
        BoxUnknown: not the user's box.
    """
    membership(user, box, at=at)
    named = Entry.objects.filter(box=box, pk__in=list(entries)).values("conversation")
    rows = Entry.objects.filter(box=box, conversation__in=named)
    return {row.pk: place_of(row) for row in rows}


def changes(before: dict[UUID, Place], after: dict[UUID, Place]) -> list[Changed]:
    """What differs between two looks at the same entries."""
    return [Changed(key, was, after[key]) for key, was in before.items() if after.get(key, was) != was]
