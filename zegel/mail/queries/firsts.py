"""Who wrote to a court first, by Veilig Mailen (VI 6.3, c)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q
from django.db.models.functions import Lower

from zegel.boxes.queries import box_at, court_of_box, sending_box
from zegel.contacts.queries.consents import standing
from zegel.contacts.rules import small
from zegel.identity.queries.people import User
from zegel.mail.models import Delivery
from zegel.notify.errors import AddressRefused

__all__ = ["First", "firsts", "is_court", "missing_bases"]


@dataclass(frozen=True, slots=True)
class First:
    """The first message somebody sent to a court, and when it was received."""

    message: UUID
    at: datetime


def firsts(organisation: UUID, since: Mapping[str, datetime | None]) -> dict[str, First]:
    """Of addresses (in small letters) those that wrote to any mailbox of the organisation, after the moment given with
    them when they withdrew (one query). What a guest wrote before they were corrected may be somebody else's."""
    as_guest = Q(from_guest__in=since) & (
        Q(message__sender_guest__changed_at__isnull=True)
        | Q(message__received_at__gt=F("message__sender_guest__changed_at"))
    )
    rows = Delivery.objects.alias(
        from_box=Lower("message__sender_box__address"), from_guest=Lower("message__sender_guest__email")
    ).filter(
        Q(from_box__in=since) | as_guest,
        role=Delivery.Role.RECIPIENT,
        box__organisation=organisation,
    )
    found: dict[str, First] = {}
    names = (
        "message",
        "message__received_at",
        "message__sender_box__address",
        "message__sender_guest__email",
    )
    for message, at, box, guest in rows.order_by("message__received_at").values_list(*names):
        address = (box or guest).lower()
        after = since[address]
        if address not in found and (after is None or at > after):
            found[address] = First(message, at)
    return found


def missing_bases(user: User, box: UUID, addresses: list[str], *, at: datetime) -> list[str]:
    """Of addresses to write to from a box, those for which VI 6.3 still asks a basis; none when it is no court's.

    Mailboxes of courts need none.

    Raises:
        BoxUnknown, MayNotSend.
    """
    source = sending_box(user, box, at=at)
    court = court_of_box(source)
    if court is None:
        return []
    asked = [address for address in (_small(text) for text in addresses) if address]
    known = standing(court, asked)
    open_ = {address: known.withdrawn.get(address) for address in asked if address not in known.held}
    first = firsts(court, open_) if open_ else {}
    return [address for address in open_ if address not in first and not is_court(address)]


def is_court(address: str) -> bool:
    """Whether an address is a court's own: between courts no basis is asked."""
    found = box_at(address)
    return found is not None and court_of_box(found) is not None


def _small(text: str) -> str:
    try:
        return small(text)
    except AddressRefused:
        return ""
