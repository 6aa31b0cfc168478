"""Putting off what need not be done today. It is the mailbox's work, so it is put off for all its members, as it is done by one for all."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.queries import membership
from zegel.lib.principal import Principal
from zegel.mail.models import Entry
from zegel.mail.rules import morning_of


@transaction.atomic
def put_off(*, actor: Principal, box: UUID, entries: list[UUID], until: date, at: datetime) -> int:
    """Take entries out of the inbox until the morning of a day; then they stand on top of it, unread. Returns how many.

    Raises:
        BoxUnknown: not the actor's box; LaterRefused: not a day from tomorrow on, or more than a year away.
    """
    membership(actor.account, box, at=at)
    rows = Entry.objects.filter(box=box, pk__in=entries, folder=Entry.Folder.IN)
    return rows.update(listed_at=morning_of(until, at), unread=True)


@transaction.atomic
def bring_back(*, actor: Principal, box: UUID, entries: list[UUID], at: datetime) -> int:
    """Put entries that were put off on top of the inbox now; returns how many.

    Raises:
        BoxUnknown: not the actor's box.
    """
    membership(actor.account, box, at=at)
    rows = Entry.objects.filter(box=box, pk__in=entries, folder=Entry.Folder.IN, listed_at__gt=at)
    return rows.update(listed_at=at)
