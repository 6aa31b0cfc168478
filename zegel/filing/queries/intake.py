"""The queue of the intake (*Digitale Postkamer*): what waits at the desks of somebody's court, the oldest first."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from zegel.boxes.queries import Account, boxes_of
from zegel.filing.errors import FilingUnknown
from zegel.filing.models import Desk, IntakeItem
from zegel.filing.queries import OPEN_STATES
from zegel.identity.queries.people import names_of

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = ["OPEN", "Desk", "IntakeItem", "claimed", "desks_of", "intake_item", "intake_queue", "workers_on"]

PAGE: Final = 50
OPEN: Final = OPEN_STATES
"""What the court has still to deal with."""
_SEALED: Final = (
    "filing__envelope", "filing__message__envelope", "filing__message__summary", "filing__message__sender_guest__sealed_identity",
    "filing__message__sender_guest__sender_copy", "filing__message__sender_guest__sealed_signing",
)  # fmt: skip
"""What a list shows nothing of."""


def intake_queue(
    user: Account,
    *,
    at: datetime,
    state: str = IntakeItem.State.WAITING,
    after: tuple[datetime, UUID] | None = None,
    most: int = PAGE,
) -> list[IntakeItem]:
    """What waits in a state at the desks whose mailboxes the user reads, the oldest first; `after` is the key (moment and filing) of
    the last row shown."""
    desks = Desk.objects.filter(box__in=boxes_of(user, at=at)).values_list("pk", flat=True)
    oldest = [_oldest(desk, state, after, most) for desk in desks]
    if not oldest:
        return []
    # The oldest of each desk by its index, and of those the oldest: asked in one, all that waits anywhere would be sorted.
    first, *others = oldest
    rows = IntakeItem.objects.filter(pk__in=first.union(*others, all=True) if others else first)
    rows = rows.select_related("filing__mailbox", "filing__message__sender_guest").defer(*_SEALED)
    return list(rows.order_by("at", "filing")[:most])


def _oldest(
    desk: UUID, state: str, after: tuple[datetime, UUID] | None, most: int
) -> QuerySet[IntakeItem, Any]:
    """The keys of a page of what waits at a desk, to be asked inside another query."""
    rows = IntakeItem.objects.filter(desk=desk, state=state)
    if after is not None:
        moment, key = after
        rows = rows.filter(at__gte=moment).filter(Q(at__gt=moment) | Q(filing__gt=key))
    return rows.order_by("at", "filing").values("pk")[:most]


def intake_item(user: Account, filing: UUID, *, at: datetime) -> IntakeItem:
    """A filing in the intake of a desk of the user's.

    Raises:
        FilingUnknown: there is none.
    """
    found = _items().filter(desk__box__in=boxes_of(user, at=at), filing=filing).first()
    if found is None:
        raise FilingUnknown
    return found


def desks_of(user: Account, *, at: datetime) -> list[Desk]:
    """The desks whose mailboxes the user reads, by name."""
    rows = Desk.objects.filter(box__in=boxes_of(user, at=at)).select_related("box")
    return list(rows.order_by("box__name"))


def workers_on(items: Iterable[IntakeItem], user: UUID, *, at: datetime) -> dict[UUID, str]:
    """Who else is at work on items now, by filing (one query)."""
    busy = {item.pk: item.claimed_by for item in items if item.claimed_by and claimed(item, user, at=at)}
    names = names_of(set(busy.values()))
    return {key: names.get(who, "") for key, who in busy.items()}


def claimed(item: IntakeItem, user: UUID, *, at: datetime) -> bool:
    """Whether somebody else is at work on an item now."""
    return item.claimed_by not in {None, user} and item.claimed_until is not None and item.claimed_until > at


def _items() -> QuerySet[IntakeItem]:
    return IntakeItem.objects.select_related(
        "filing__desk__box", "filing__mailbox__organisation", "filing__message__sender_guest", "case"
    )
