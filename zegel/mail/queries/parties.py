"""Who else takes part in a case, as far as one mailbox knows from what it sent and received itself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zegel.boxes.queries import Account, Container, boxes_by_id, court_of_box, membership
from zegel.law.numbers import NEW_CASE
from zegel.mail.models import Delivery, Guest, Message

__all__ = ["Parties", "parties"]


@dataclass(frozen=True, slots=True)
class Parties:
    """Mailboxes, and guests without an account, each address once, by name."""

    boxes: list[Container]
    guests: list[Guest]


def parties(user: Account, box: UUID, case: str, *, at: datetime) -> Parties:
    """The others in messages of a case that the user's `box` holds, courts and colleagues left out; of guests its own
    only, as in `messages.correspondents`. A new case has no number to know it by, so of that there are none.

    Raises:
        BoxUnknown: not the user's box.
    """
    office = membership(user, box, at=at).box.organisation_id
    if not case or case == NEW_CASE:
        return Parties([], [])
    held = Message.objects.filter(
        conversation__subject=case, deliveries__box=box, deliveries__withdrawn_at__isnull=True
    )
    # Whoever a message was taken back from got it by mistake.
    others = Delivery.objects.filter(message__in=held, withdrawn_at__isnull=True)
    guests = Guest.objects.filter(
        conversation__owner=box, pk__in=others.filter(guest__isnull=False).values("guest")
    )
    keys = {*others.filter(box__isnull=False).values_list("box", flat=True)}
    keys |= {*guests.filter(account__isnull=False).values_list("account", flat=True)}
    found = boxes_by_id([*(keys - {box})]).values()
    outside = (each_box for each_box in found if court_of_box(each_box) is None)
    boxes = sorted(
        (each_box for each_box in outside if office is None or each_box.organisation_id != office),
        key=lambda each_box: each_box.name,
    )
    taken = {each_box.address.lower() for each_box in found}
    # The newest of several with one address: what was put right last.
    latest = {
        guest.email.lower(): guest
        for guest in guests.filter(account__isnull=True).order_by("conversation__created_at")
    }
    alone = [guest for address, guest in latest.items() if address not in taken]
    return Parties(boxes, sorted(alone, key=lambda item: item.name))
