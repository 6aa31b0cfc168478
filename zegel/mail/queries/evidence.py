"""The evidence somebody may see of messages they hold: one rule for what is shown and for what is handed out with proof."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zegel.boxes.queries import Account, boxes_of, is_delegate
from zegel.evidence.queries import Kept, proof_file, proof_of, records_about
from zegel.lib.principal import Kind, reference
from zegel.mail.errors import MessageUnknown
from zegel.mail.events import DELEGATE_ACTS, MessageReceived
from zegel.mail.models import Delivery, Guest

# Each record brings some tiles from the database; an export asks for as many pages as there are.
PAGE = 400
FOR_EVERY_READER = {MessageReceived.name}
# Of the house above: the filing a message carries; what else is told of it begins alike.
FILING = "filing."


@dataclass(frozen=True, slots=True)
class Parts:
    """What somebody has to do with messages: a user through boxes, or one guest."""

    deliveries: list[Delivery]
    user: Account | None = None

    @property
    def messages(self) -> set[UUID]:
        """The messages they hold."""
        return {delivery.message_id for delivery in self.deliveries}

    @property
    def boxes(self) -> set[UUID]:
        """The boxes through which they do."""
        return {delivery.box_id for delivery in self.deliveries if delivery.box_id}


def parts_of(user: Account, messages: Iterable[UUID], *, at: datetime) -> Parts:
    """A user's parts in messages, through all their boxes.

    Raises:
        MessageUnknown: they do not hold one of them.
    """
    asked = set(messages)
    rows = Delivery.objects.filter(message__in=asked, box__in=boxes_of(user, at=at)).select_related("message")
    return _whole(Parts(list(rows), user), asked)


def guest_parts(guest: Guest, messages: Iterable[UUID]) -> Parts:
    """A verified guest's parts in messages.

    Raises:
        MessageUnknown: they do not hold one of them.
    """
    asked = set(messages)
    rows = Delivery.objects.filter(message__in=asked, guest=guest).select_related("message")
    return _whole(Parts(list(rows)), asked)


def _whole(parts: Parts, asked: set[UUID]) -> Parts:
    if parts.messages != asked:
        raise MessageUnknown
    return parts


def visible_to(parts: Parts, *, at: datetime) -> list[Kept]:
    """The records somebody may see, oldest first (a handful of queries).

    A sender sees everything about what they sent, and how the guests of their conversation got in. A recipient sees that
    a message was received, and their own part in it; a desk, what became of the paper too. The owner of a box sees what
    delegates did with these messages.
    """
    if not parts.deliveries:
        return []
    found = _about_messages(parts)
    found += _of_guests(parts)
    found += _of_delegates(parts, at=at)
    return sorted(found, key=lambda kept: (kept.at, kept.record.pk))


def _about_messages(parts: Parts) -> list[Kept]:
    sent = {
        each_delivery.message_id
        for each_delivery in parts.deliveries
        if each_delivery.role == Delivery.Role.SENDER
    }
    own = {str(each_delivery.pk) for each_delivery in parts.deliveries}
    desks = {str(box) for box in parts.boxes}
    carried = {
        delivery.message.filing: delivery.message_id
        for delivery in parts.deliveries
        if delivery.message.filing
    }
    rows = records_about(parts.messages | set(carried))
    at_desk = {
        record.subject
        for record in rows
        if record.event.startswith(FILING) and record.facts.get("desk") in desks
    }
    return [
        record
        for record in rows
        if carried.get(record.subject, record.subject) in sent
        or record.event in FOR_EVERY_READER
        or record.facts.get("delivery") in own
        or record.subject in at_desk
    ]


def _of_guests(parts: Parts) -> list[Kept]:
    """What a guest did to get in; for the box that made them, also what was changed for them."""
    if parts.user:
        made = Guest.objects.filter(
            conversation__owner__in=parts.boxes, deliveries__message__in=parts.messages
        )
        return records_about(set(made.values_list("pk", flat=True)))
    own = {delivery.guest_id for delivery in parts.deliveries if delivery.guest_id}
    # An address or number they had before may have been somebody else's.
    return [record for record in records_about(own) if record.actor == reference(Kind.GUEST, record.subject)]


def _of_delegates(parts: Parts, *, at: datetime) -> list[Kept]:
    user = parts.user
    if user is None:
        return []
    owned = [box for box in parts.boxes if not is_delegate(user, box, at=at)]
    since = min(delivery.message.received_at for delivery in parts.deliveries)
    named = {str(message) for message in parts.messages}
    rows = records_about(owned, events=[kind.name for kind in DELEGATE_ACTS], since=since)
    return [record for record in rows if record.facts.get("message") in named]


@dataclass(frozen=True, slots=True)
class Proven:
    """Records with their proof as `zegel/proof/v1` (None where there are none), oldest in the log first.

    `next` is what to ask after for more of them; `waiting` is how many have no place in the log yet.
    """

    proof: dict[str, object] | None
    next: int | None
    waiting: int


def proven(parts: Parts, *, after: int = -1, at: datetime) -> Proven:
    """The records somebody may see, proven, page by page."""
    seen = visible_to(parts, at=at)
    placed = [(value.index, value) for value in seen if value.index is not None and value.index > after]
    placed.sort(key=lambda pair: pair[0])
    page = placed[:PAGE]
    proof = proof_file(proof_of(*(event.record for _, event in page))) if page else None
    more = page[-1][0] if len(placed) > len(page) else None
    return Proven(proof, more, sum(value.index is None for value in seen))
