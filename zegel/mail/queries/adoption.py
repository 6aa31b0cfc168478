"""What a guest can take along to an account."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from zegel.boxes.queries import Container, own_box
from zegel.identity.queries.people import User
from zegel.mail.errors import GuestOfAnother
from zegel.mail.models import AccessGrant, Delivery, Guest

__all__ = ["adoptable", "adoption", "guests_at", "keys_of_guest"]


def adoption(user: User, guest: Guest, *, at: datetime) -> tuple[Container, list[Delivery]]:
    """The user's own mailbox, and what a guest who was let in can take along to it.

    Raises:
        BoxUnknown; GuestOfAnother: the guest has another address than the account.
    """
    box = own_box(user, at=at)
    if guest.email.lower() != user.email.lower():
        raise GuestOfAnother
    return box, adoptable(guest, box)


def guests_at(user: User, keys: Iterable[UUID]) -> list[Guest]:
    """Those of these guests who have the address of the user's account."""
    return list(Guest.objects.filter(pk__in=list(keys), email__iexact=user.email))


def adoptable(guest: Guest, box: Container) -> list[Delivery]:
    """The guest's parts in messages that this mailbox does not hold in the same role, oldest first."""
    there = Delivery.objects.filter(message=OuterRef("message"), role=OuterRef("role"), box=box)
    rows = Delivery.objects.filter(guest=guest, withdrawn_at__isnull=True, expired_at__isnull=True)
    rows = rows.exclude(Exists(there))
    rows = rows.select_related("message__sender_box", "message__sender_guest").defer("message__envelope")
    return list(rows.order_by("message__received_at", "id"))


def keys_of_guest(guest: Guest) -> dict[UUID, bytes]:
    """The key of every message a guest may read, sealed to them, by message."""
    rows = AccessGrant.objects.filter(guest=guest).values_list("message", "sealed_key")
    return {message: bytes(sealed) for message, sealed in rows}
