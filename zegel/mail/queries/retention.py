"""How long messages are kept, and what goes soon."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from zegel.boxes.queries import Container
from zegel.mail.models import Delivery, Draft, Message, Retention
from zegel.mail.rules import MONTHS_KEPT, expires_on

__all__ = [
    "Keeping",
    "can_expire",
    "expiring",
    "keeping_of",
    "months_of",
    "policies",
    "ruled_by",
    "ruled_by_none",
    "wanted_by_draft",
]

_OF_GUEST = "guest__conversation__owner__organisation"


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long the mailbox or guest of a delivery keeps a message. `until` is None for what never expires: filed, or kept by a member."""

    until: date | None
    filed: bool
    kept_at: datetime | None
    warned: bool


def months_of(organisation: UUID | None) -> int:
    """The term of an organisation, or of somebody without one (one query)."""
    row = Retention.objects.filter(organisation=organisation).first() if organisation else None
    return row.months if row else MONTHS_KEPT


def policies() -> dict[UUID, int]:
    """The terms of all organisations that chose one."""
    return dict(Retention.objects.values_list("organisation", "months"))


def can_expire() -> QuerySet[Delivery]:
    """Holders of messages that were not filed, which are there and which nobody keeps."""
    return Delivery.objects.filter(
        message__filed=False, expired_at__isnull=True, withdrawn_at__isnull=True, kept_at__isnull=True
    )


def ruled_by(organisation: UUID) -> QuerySet[Delivery]:
    """Those for which an organisation's term counts: its mailboxes, and guests of conversations it opened."""
    return can_expire().filter(Q(box__organisation=organisation) | Q(**{_OF_GUEST: organisation}))


def ruled_by_none(chosen: Collection[UUID]) -> QuerySet[Delivery]:
    """The others: of people without an organisation, or with one that chose no term."""
    boxes = Q(box__organisation__isnull=True) | ~Q(box__organisation__in=chosen)
    guests = Q(**{f"{_OF_GUEST}__isnull": True}) | ~Q(**{f"{_OF_GUEST}__in": chosen})
    return can_expire().filter(Q(box__isnull=False) & boxes | Q(guest__isnull=False) & guests)


def keeping_of(delivery: Delivery) -> Keeping:
    """What the page of its reader says of it (at most two queries)."""
    message: Message = delivery.message
    if message.filed or delivery.kept_at:
        return Keeping(None, message.filed, delivery.kept_at, warned=False)
    box: Container | None = delivery.box
    if box is None and delivery.guest:
        box = delivery.guest.conversation.owner
    months = months_of(box.organisation_id if box else None)
    until = expires_on(message.received_at, months, delivery.warned_at)
    return Keeping(until, filed=False, kept_at=None, warned=delivery.warned_at is not None)


def expiring(box: UUID, messages: list[UUID]) -> dict[UUID, date]:
    """Of messages in a box the caller may read: those of which its members were warned, and their day (two queries)."""
    told = can_expire().filter(box=box, message__in=messages, warned_at__isnull=False)
    rows = list(told.values_list("message", "message__received_at", "warned_at", "box__organisation"))
    months = months_of(rows[0][3]) if rows else 0
    return {key: expires_on(received, months, warned) for key, received, warned, _ in rows}


def wanted_by_draft(boxes: list[UUID], owner: UUID, since: datetime) -> bool:
    """Whether a draft saved since then may name a file of this owner. What it says is sealed, so it may."""
    mine = Draft.objects.filter(saved_at__gte=since)
    return mine.filter(box__in=boxes).exists() or mine.filter(writer=owner).exists()
