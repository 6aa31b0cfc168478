"""What a guest can take along to an account."""

from django.db.models import Exists, OuterRef

from zegel.boxes.queries import Box
from zegel.mail.models import Guest, Holder

__all__ = ["adoptable"]


def adoptable(guest: Guest, box: Box) -> list[Holder]:
    """The guest's parts in messages that this mailbox does not hold in the same role, oldest first."""
    there = Holder.objects.filter(message=OuterRef("message"), role=OuterRef("role"), box=box)
    rows = Holder.objects.filter(guest=guest, withdrawn_at__isnull=True).exclude(Exists(there))
    rows = rows.select_related("message__sender_box", "message__sender_guest").defer("message__envelope")
    return list(rows.order_by("message__received_at", "id"))
