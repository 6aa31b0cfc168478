"""What a guest can take along to an account."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from zegel.boxes.queries import Container, own_box
from zegel.identity.queries.people import User
from zegel.mail.errors import GuestOfAnother
from zegel.mail.models import Guest, Holder

__all__ = ["adoptable", "adoption", "guests_at"]


def adoption(user: User, guest: Guest, *, at: datetime) -> tuple[Container, list[Holder]]:
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


def adoptable(guest: Guest, box: Container) -> list[Holder]:
    """The guest's parts in messages that this mailbox does not hold in the same role, oldest first."""
    there = Holder.objects.filter(message=OuterRef("message"), role=OuterRef("role"), box=box)
    rows = Holder.objects.filter(guest=guest, withdrawn_at__isnull=True).exclude(Exists(there))
    rows = rows.select_related("message__sender_box", "message__sender_guest").defer("message__envelope")
    return list(rows.order_by("message__received_at", "id"))
