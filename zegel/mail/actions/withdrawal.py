"""Taking a message back from who has not opened it. What was filed stays (art. 3.4), and so does what was read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.queries import boxes_of, sending_box
from zegel.evidence.actions import write
from zegel.lib.principal import Principal
from zegel.mail.errors import AlreadyFiled, MessageUnknown
from zegel.mail.events import MessageWithdrawn
from zegel.mail.models import Entry, Holder, Message
from zegel.notify.actions import stop


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What came of it, by recipient: taken back now, taken back before, opened and so kept."""

    withdrawn: list[UUID]
    before: list[UUID]
    opened: list[UUID]


@transaction.atomic
def withdraw(*, actor: Principal, message: UUID, holders: list[UUID] | None, at: datetime) -> Withdrawal:
    """Take a message back from these recipients, or (`holders` is None) from everybody who has not opened it.

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
    rows = Holder.objects.filter(message=found, role=Holder.Role.RECIPIENT).select_for_update()
    parts = {row.pk: row for row in rows.order_by("pk")}
    asked = set(parts) if holders is None else set(holders)
    if not asked <= set(parts):
        raise MessageUnknown
    done = Withdrawal(
        withdrawn=[key for key in parts if key in asked and _open_to_it(parts[key])],
        before=[key for key in parts if key in asked and parts[key].withdrawn_at],
        opened=[key for key in parts if key in asked and parts[key].opened_at],
    )
    _take_back([parts[key] for key in done.withdrawn], actor, at)
    return done


def _open_to_it(holder: Holder) -> bool:
    return holder.opened_at is None and holder.withdrawn_at is None


def _take_back(holders: list[Holder], actor: Principal, at: datetime) -> None:
    keys = [each_holder.pk for each_holder in holders]
    Holder.objects.filter(pk__in=keys).update(withdrawn_at=at, sealed_key=b"", unchecked=0)
    for each_holder in holders:
        lying = Entry.objects.filter(
            message=each_holder.message_id, box=each_holder.box_id, home=Entry.Folder.IN
        )
        lying.update(withdrawn=True, unread=False)
    stopped = stop(refs=keys, at=at)
    write([_withdrawn(holder, stopped) for holder in holders], actor=actor, at=at)


def _withdrawn(holder: Holder, stopped: set[UUID]) -> MessageWithdrawn:
    return MessageWithdrawn(
        subject=holder.message_id, delivery=holder.pk, notice_stopped=holder.pk in stopped
    )
