"""Verbs of the print queue: what is placed for a party on paper or by secure mail is sent and ticked off (art. 1.10)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.queries import boxes_of, sending_box
from zegel.casefile.errors import PostingMailed, PostingUnknown
from zegel.casefile.events import EntryPosted, PostingCorrected
from zegel.casefile.models import Circle, DocketEntry, Posting
from zegel.casefile.queries.parties import PartyNow
from zegel.evidence.actions import write
from zegel.lib.ids import uuid7
from zegel.lib.principal import Principal
from zegel.lib.verbs import step


@step
def queue_postings(entry: DocketEntry, circle: Circle, parties: Sequence[PartyNow], *, at: datetime) -> None:
    """A place in the queue for every party that does not litigate digitally and may read an entry, but for whose piece it is."""
    others = [party for party in parties if party.channel != "digital" and party.row.pk != entry.party_id]
    if circle.own_id:
        others = [party for party in others if party.row.pk == circle.own_id]
    if circle.kind == Circle.Kind.COURT or not others:
        return
    kept_out = set(circle.without.values_list("pk", flat=True))
    Posting.objects.bulk_create(
        Posting(
            id=uuid7(), entry=entry, party=party.row, desk_id=entry.case.desk_id, channel=party.channel, at=at
        )
        for party in others
        if party.row.pk not in kept_out
    )


@transaction.atomic
def tick_posted(
    *, actor: Principal, postings: Sequence[UUID], at: datetime, message: UUID | None = None
) -> int:
    """Say that pieces were posted now, or that this sealed `message` brings them; the moment is evidence. What was ticked before
    stays as it is. Gives how many are new.

    Raises:
        PostingUnknown: one is not of a desk of the actor's; MayNotSend.
    """
    rows = own_postings(actor, postings, at)
    fresh = [row for row in rows if row.posted_at is None]
    for row in fresh:
        row.posted_at, row.posted_by, row.message = at, actor.account, message
    Posting.objects.bulk_update(fresh, ["posted_at", "posted_by", "message"])
    write(
        [
            EntryPosted(
                subject=row.entry.case_id,
                entry=row.entry_id,
                party=row.party_id,
                channel=row.channel,
                posted_at=at,
                message=message,
            )
            for row in fresh
        ],
        actor=actor,
        at=at,
    )
    return len(fresh)


@transaction.atomic
def correct_posting(*, actor: Principal, posting: UUID, at: datetime) -> None:
    """Say that a piece was not posted after all; it waits again, and that it was ticked stays in the evidence.

    Raises:
        PostingUnknown, MayNotSend; PostingMailed: a sealed mail brought it.
    """
    (row,) = own_postings(actor, [posting], at)
    if row.message is not None:
        raise PostingMailed
    if row.posted_at is None:
        return
    said = PostingCorrected(
        subject=row.entry.case_id, entry=row.entry_id, party=row.party_id, said_posted_at=row.posted_at
    )
    row.posted_at = row.posted_by = None
    row.save(update_fields=["posted_at", "posted_by"])
    write([said], actor=actor, at=at)


@step
def own_postings(actor: Principal, postings: Sequence[UUID], at: datetime) -> list[Posting]:
    """Postings at desks the actor acts for, locked in one order."""
    keys = set(postings)
    rows = Posting.objects.select_for_update(of=("self",)).select_related("entry").filter(pk__in=keys)
    found = list(rows.filter(desk__in=boxes_of(actor.account, at=at)).order_by("pk"))
    if not keys or len(found) != len(keys):
        raise PostingUnknown
    for desk in {row.desk_id for row in found}:
        sending_box(actor.account, desk, at=at)
    return found
