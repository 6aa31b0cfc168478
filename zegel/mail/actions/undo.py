"""Undoing what somebody has just done with entries of a mailbox."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.queries import member_ids, membership, preparing_box
from zegel.lib.principal import Principal
from zegel.mail.actions.teamwork import give_conversations
from zegel.mail.models import Entry
from zegel.mail.queries.undo import Changed, place_of


@transaction.atomic
def undo(*, actor: Principal, box: UUID, changed: Sequence[Changed], at: datetime) -> int:
    """Put entries back as they were before a change, where nobody did anything with them since; returns how many.

    Whose they were they are again (evidence names it, as of every time they are given), and nobody's where that person left.

    Raises:
        BoxUnknown: not the actor's box; MayNotPrepare: who may only read gives nobody work.
    """
    membership(actor.account, box, at=at)
    rows = Entry.objects.filter(box=box, pk__in=[change.entry for change in changed])
    now_there = {row.pk: row for row in rows.select_for_update().order_by("pk")}
    undone = [
        change
        for change in changed
        if change.entry in now_there and place_of(now_there[change.entry]) == change.became
    ]
    for change in undone:
        row, was = now_there[change.entry], change.was
        row.folder, row.listed_at, row.unread = was.folder, was.listed_at, was.unread
    Entry.objects.bulk_update(
        (now_there[change.entry] for change in undone), ["folder", "listed_at", "unread"]
    )
    given = [change for change in undone if change.was.assignee != change.became.assignee]
    if given:
        _give_back(actor, box, given, {row.pk: row.conversation for row in now_there.values()}, at)
    return len(undone)


def _give_back(
    actor: Principal, box: UUID, given: list[Changed], conversations: dict[UUID, UUID], at: datetime
) -> None:
    preparing_box(actor.account, box, at=at)
    members = member_ids(box, at=at)
    for person in sorted({change.was.assignee for change in given}, key=str):
        theirs = {conversations[change.entry] for change in given if change.was.assignee == person}
        give_conversations(actor, box, theirs, person if person in members else None, at)
