"""A guest who got an account takes the conversation along. What the guest could open, the mailbox can open from then on.

The guest's link keeps working: it is the sender's, and it opens nothing that the guest did not hold already.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.errors import KeyVersionPast
from zegel.boxes.queries import Container, current_key_versions
from zegel.evidence.actions import write
from zegel.identity.queries.people import account_of
from zegel.lib.principal import Principal
from zegel.lib.search import search_text
from zegel.mail.errors import EnvelopeRefused, MessageUnknown
from zegel.mail.events import GuestAdopted
from zegel.mail.models import AccessGrant, Delivery, Entry, Guest
from zegel.mail.queries.adoption import adoption
from zegel.seal.header import is_sealed_key


@transaction.atomic
def adopt(
    *, actor: Principal, guest: UUID, key_version: int, keys: Mapping[UUID, bytes], at: datetime
) -> int:
    """Give the actor's own mailbox the messages that a guest who was let in holds; how many there are.

    `keys`: message → its key, sealed by the guest's client to the mailbox's key of `key_version`. What the mailbox holds already
    is left as it is. Answers of the conversation's owner go to the mailbox from now on.

    Raises:
        GuestOfAnother: the guest has another address than the account; MessageUnknown: a message the guest does not
        hold; KeyVersionPast; EnvelopeRefused: no sealed key.
    """
    found = Guest.objects.select_for_update(of=("self",)).select_related("conversation__owner").get(pk=guest)
    box, waiting = adoption(account_of(actor), found, at=at)
    if current_key_versions([box.pk]) != {box.pk: key_version}:
        raise KeyVersionPast
    if not all(map(is_sealed_key, keys.values())):
        raise EnvelopeRefused
    held = {
        delivery.message_id: delivery
        for delivery in Delivery.objects.filter(guest=found, withdrawn_at__isnull=True)
    }
    if not set(keys) <= set(held):
        raise MessageUnknown
    fresh = [row for row in waiting if row.message_id in keys]
    if not fresh:
        return 0
    # A box that is sender and recipient of one message has one grant.
    granted = {
        row.message_id: AccessGrant(
            message_id=row.message_id, box=box, sealed_key=keys[row.message_id], key_version=key_version
        )
        for row in fresh
    }
    AccessGrant.objects.bulk_create(granted.values(), ignore_conflicts=True)
    Delivery.objects.bulk_create(_delivery(row, box) for row in fresh)
    Entry.objects.bulk_create(_entry(row, box, found) for row in fresh)
    Guest.objects.filter(pk=found.pk).update(account=box)
    adopted = GuestAdopted(subject=found.pk, box=box.pk, messages=[part.message_id for part in fresh])
    write([adopted], actor=actor, at=at)
    return len(fresh)


def _delivery(part: Delivery, box: Container) -> Delivery:
    # Opened by the guest is opened by the same person: it cannot be taken back from them any more.
    return Delivery(
        message=part.message,
        role=part.role,
        box=box,
        opened_at=part.opened_at,
    )


def _entry(part: Delivery, box: Container, guest: Guest) -> Entry:
    message = part.message
    sent = part.role == Delivery.Role.SENDER
    writer = guest.conversation.owner if sent else message.sender_box or message.sender_guest
    folder = Entry.Folder.OUT if sent else Entry.Folder.IN
    counterpart, subject = writer.name if writer else "", guest.conversation.subject
    return Entry(
        box=box,
        message=message,
        conversation=message.conversation_id,
        folder=folder,
        home=folder,
        at=message.received_at,
        listed_at=message.received_at,
        unread=not sent and part.opened_at is None,
        counterpart=counterpart,
        subject=subject,
        search_text=search_text([counterpart], [subject]),
        files=message.attachments.count(),
    )
