"""Taking a message back from who has not opened it. What was filed stays (art. 3.4), and so does what was read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.queries import boxes_of, sending_box
from zegel.evidence.actions import write
from zegel.lib.principal import Principal
from zegel.mail.actions.rows import revoke
from zegel.mail.errors import AlreadyFiled, MessageUnknown
from zegel.mail.events import MessageWithdrawn
from zegel.mail.models import Delivery, Entry, Message
from zegel.notify.actions import stop


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What came of it, by recipient: taken back now, taken back before, opened and so kept."""

    withdrawn: list[UUID]
    before: list[UUID]
    opened: list[UUID]


@transaction.atomic
def withdraw(*, actor: Principal, message: UUID, deliveries: list[UUID] | None, at: datetime) -> Withdrawal:
    """Take a message back from these recipients, or (`deliveries` is None) from everybody who has not opened it.

    Their sealed key is deleted, their notifications that still wait are stopped, and their page says that and when it was
    withdrawn. A recipient who opens it in the same instant keeps it.

    Raises:
        MessageUnknown: not sent from one of the actor's mailboxes, or it has no such recipient; MayNotSend; AlreadyFiled.
    """
    found = Message.objects.filter(pk=message, sender_box__in=boxes_of(actor.account, at=at)).first()
    if found is None or found.sender_box_id is None:
        raise MessageUnknown
    sending_box(actor.account, found.sender_box_id, at=at)
    if found.filed:
        raise AlreadyFiled
    rows = Delivery.objects.filter(message=found, role=Delivery.Role.RECIPIENT).select_for_update()
    parts = {row.pk: row for row in rows.order_by("pk")}
    asked = set(parts) if deliveries is None else set(deliveries)
    if not asked <= set(parts):
        raise MessageUnknown
    done = Withdrawal(
        withdrawn=[key for key in parts if key in asked and _open_to_it(parts[key])],
        before=[key for key in parts if key in asked and parts[key].withdrawn_at],
        opened=[key for key in parts if key in asked and parts[key].opened_at],
    )
    _take_back([parts[key] for key in done.withdrawn], actor, at)
    return done


def _open_to_it(delivery: Delivery) -> bool:
    return delivery.opened_at is None and delivery.withdrawn_at is None


def _take_back(deliveries: list[Delivery], actor: Principal, at: datetime) -> None:
    keys = [each_delivery.pk for each_delivery in deliveries]
    Delivery.objects.filter(pk__in=keys).update(withdrawn_at=at, unchecked=0)
    for delivery in deliveries:
        revoke(delivery)
    for each_delivery in deliveries:
        lying = Entry.objects.filter(
            message=each_delivery.message_id, box=each_delivery.box_id, home=Entry.Folder.IN
        )
        lying.update(withdrawn=True, unread=False)
    stopped = stop(refs=keys, at=at)
    write([_withdrawn(delivery, stopped) for delivery in deliveries], actor=actor, at=at)


def _withdrawn(delivery: Delivery, stopped: set[UUID]) -> MessageWithdrawn:
    return MessageWithdrawn(
        subject=delivery.message_id, delivery=delivery.pk, notice_stopped=delivery.pk in stopped
    )
