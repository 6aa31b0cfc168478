"""Holding a mailbox of which nobody checked whose it is to what it may do."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from zegel.boxes.queries import Container
from zegel.identity.queries.names import free_name
from zegel.lib.moments import amsterdam
from zegel.lib.verbs import step
from zegel.mail.errors import DraftsFull, MessagesEnough, NewcomersEnough
from zegel.mail.models import Guest
from zegel.mail.queries.growth import (
    Party,
    drafts_size,
    held_alone,
    newcomers_of,
    sent_to_people,
    unknown_among,
)
from zegel.mail.rules import MB, Allowance, lifts_at


@step
def check_growth(
    *,
    source: Container,
    may: Allowance,
    message: UUID,
    boxes: Iterable[Container],
    guests: Iterable[Guest],
    at: datetime,
) -> None:
    """Whether one more message may go to these. Joins the caller's transaction; others of this mailbox wait for its end.

    Raises:
        NewcomersEnough, MessagesEnough; NameTaken: a guest is called as a court or a known office.
    """
    called = list(guests)
    for guest in called:
        free_name(guest.name, organisation=None)
    people = {
        Party(box=box.pk)
        for box in boxes
        if box.pk != source.pk and not (box.organisation and box.organisation.is_court)
    }
    people |= {Party(email=guest.email.lower()) for guest in called}
    if not people:
        return
    held_alone(source.pk)
    sent = sent_to_people(source.pk, at=at, but=message)
    if len(sent) >= may.messages:
        raise MessagesEnough(field="recipients", most=may.messages, **_when(lifts_at(sent, may.messages)))
    fresh, before = len(unknown_among(source.pk, people)), newcomers_of(source.pk, at=at)
    if fresh and len(before) + fresh > may.newcomers:
        # More at once than a day allows: the day after what is counted now.
        lifts = (
            lifts_at(before, may.newcomers) if len(before) >= may.newcomers else lifts_at([*before, at], 1)
        )
        raise NewcomersEnough(field="recipients", most=may.newcomers, **_when(lifts))


@step
def check_drafts(*, box: UUID, may: Allowance, draft: UUID, size: int) -> None:
    """Whether a draft of this size fits among the others. Joins the caller's transaction.

    Raises:
        DraftsFull.
    """
    held_alone(box)
    if drafts_size(box, but=draft) + size > may.drafts:
        raise DraftsFull(most=may.drafts // MB)


def _when(moment: datetime) -> dict[str, str]:
    there = amsterdam(moment)
    return {"time": f"{there:%H:%M}", "day": f"{there.day}-{there.month}-{there.year}"}
