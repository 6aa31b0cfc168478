"""Hearings that come near, and who must be phoned."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, QuerySet

from zegel.boxes.queries import Account, membership
from zegel.lib.moments import amsterdam
from zegel.mail.models import Delivery, Hearing, Nudge
from zegel.mail.rules import STEPS, step_moment

__all__ = ["Plan", "call_counts", "calls", "hearing_of", "hearings_of", "unread_before"]

# Five working days are at most this many days, with Christmas and a weekend between.
NEAR = timedelta(days=16)


@dataclass(frozen=True, slots=True)
class Plan:
    """The hearing of a message, and when each step is due as long as somebody has not read it."""

    on: date
    steps: list[tuple[str, datetime]]


def hearing_of(message: UUID) -> Plan | None:
    """What the sender stated of a message the caller may read."""
    found = Hearing.objects.filter(message=message).first()
    if found is None:
        return None
    return Plan(found.on, [(step, step_moment(found.on, step)) for step in STEPS])


def hearings_of(messages: list[UUID], *, at: datetime) -> dict[UUID, date]:
    """The hearings that are still to come, of messages the caller may read (one query)."""
    rows = Hearing.objects.filter(message__in=messages, on__gte=amsterdam(at).date())
    return dict(rows.values_list("message", "on"))


def unread_before(*, at: datetime) -> list[UUID]:
    """Recipients who have not opened a message whose hearing is near and not over."""
    today = amsterdam(at).date()
    rows = Delivery.objects.filter(
        role=Delivery.Role.RECIPIENT,
        opened_at__isnull=True,
        withdrawn_at__isnull=True,
        expired_at__isnull=True,
        message__hearing__on__gte=today,
        message__hearing__on__lte=today + NEAR,
    )
    return list(rows.order_by("message__hearing__on", "pk").values_list("pk", flat=True))


def calls(user: Account, box: UUID, *, at: datetime) -> list[Nudge]:
    """Whom somebody of the box must phone, the nearest hearing first.

    Raises:
        BoxUnknown: not the user's box.
    """
    membership(user, box, at=at)
    rows = _open(at).filter(delivery__message__sender_box=box)
    people = ("delivery__guest", "delivery__box__organisation", "delivery__message__conversation")
    return list(rows.select_related(*people).order_by("hearing_on", "at")[:50])


def call_counts(boxes: list[UUID], *, at: datetime) -> dict[UUID, int]:
    """How many must be phoned, in boxes the caller has shown to be the user's (one query)."""
    rows = _open(at).filter(delivery__message__sender_box__in=boxes)
    return dict(rows.values_list("delivery__message__sender_box").annotate(count=Count("id")))


def _open(at: datetime) -> QuerySet[Nudge]:
    """Who opened it meanwhile need not be phoned, nor after the hearing, nor for a day that was changed."""
    return Nudge.objects.filter(
        step=Nudge.Step.CALL,
        done_at__isnull=True,
        hearing_on__gte=amsterdam(at).date(),
        delivery__opened_at__isnull=True,
        delivery__withdrawn_at__isnull=True,
        delivery__expired_at__isnull=True,
        delivery__message__hearing__on=F("hearing_on"),
    )
