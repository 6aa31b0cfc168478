"""What an export takes along: messages of one conversation, of one case in one mailbox, or picked from a folder."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from zegel.boxes.queries import Account, membership
from zegel.law.numbers import NEW_CASE
from zegel.mail.models import Attachment, Delivery, Entry, Guest, Message
from zegel.mail.queries.messages import Reader, thread

MOST = 1000

Scope = Literal["message", "conversation", "case"]


@dataclass(frozen=True, slots=True)
class Planned:
    """One message to take along. `sender` and `address` are the directory's; `files` the sizes as they lie sealed."""

    message: UUID
    conversation: UUID
    subject: str
    at: datetime
    own: bool
    sender: str
    address: str
    files: list[int]


@dataclass(frozen=True, slots=True)
class Plan:
    """The messages, oldest first, and how many more there are than one export takes."""

    messages: list[Planned]
    left: int


def plan(reader: Reader, scope: Scope) -> Plan:
    """The message itself, its conversation, or everything of its case in the mailbox it lies in.

    A new case has no number yet, so that is its conversation.
    """
    message = reader.delivery.message
    if scope == "message":
        return _planned(reader.delivery, [message.pk])
    if scope == "case" and reader.delivery.box_id and message.conversation.subject != NEW_CASE:
        rows = Entry.objects.filter(box=reader.delivery.box_id, subject=message.conversation.subject)
        return _planned(reader.delivery, rows.values_list("message", flat=True))
    return _planned(reader.delivery, [row.pk for row in thread(reader)])


def picked(user: Account, box: UUID, entries: Iterable[UUID], *, at: datetime) -> Plan:
    """Messages picked from the folders of a box; what does not lie there is left out.

    Raises:
        BoxUnknown: not the user's box.
    """
    membership(user, box, at=at)
    rows = Entry.objects.filter(box=box, pk__in=list(entries))
    return _planned(Delivery(box_id=box), rows.values_list("message", flat=True))


def guest_plan(guest: Guest) -> Plan:
    """Everything a verified guest can read."""
    rows = Delivery.objects.filter(guest=guest)
    return _planned(Delivery(guest=guest), rows.values_list("message", flat=True))


def _planned(whose: Delivery, keys: Iterable[UUID]) -> Plan:
    rows = Message.objects.filter(pk__in=set(keys)).defer("envelope", "summary")
    rows = rows.select_related("conversation", "sender_box", "sender_guest").order_by("received_at", "id")
    found = list(rows[:MOST])
    sizes: dict[UUID, list[int]] = {row.pk: [] for row in found}
    files = Attachment.objects.filter(message__in=found).order_by("number")
    for message, size in files.values_list("message", "object__size"):
        sizes[message].append(size)
    return Plan([_line(row, whose, sizes[row.pk]) for row in found], rows.count() - len(found))


def _line(message: Message, whose: Delivery, sizes: list[int]) -> Planned:
    own = whose.box_id == message.sender_box_id if whose.box_id else whose.guest_id == message.sender_guest_id
    name, address = _sender(message)
    return Planned(
        message=message.pk,
        conversation=message.conversation_id,
        subject=message.conversation.subject,
        at=message.received_at,
        own=own,
        sender=name,
        address=address,
        files=sizes,
    )


def _sender(message: Message) -> tuple[str, str]:
    if message.sender_box:
        return message.sender_box.name, message.sender_box.address
    if message.sender_guest:
        return message.sender_guest.name, message.sender_guest.email
    raise AssertionError("a message has one sender")
