"""A new mail address on its way."""

from datetime import datetime

from zegel.identity.models import AddressChange, User
from zegel.identity.rules.contact import may_type

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = ["AddressChange", "address_to_confirm", "address_waiting"]


def address_to_confirm(user: User, at: datetime) -> AddressChange | None:
    """The newest, when its code can still be typed."""
    row = AddressChange.objects.filter(user=user).order_by("-asked_at", "-id").first()
    if row is None or row.confirmed_at or not may_type(wrong=row.wrong_tries, expires=row.expires_at, at=at):
        return None
    return row


def address_waiting(user: User) -> AddressChange | None:
    """What was confirmed, and can still be stopped."""
    rows = AddressChange.objects.filter(
        user=user, confirmed_at__isnull=False, done_at__isnull=True, stopped_at__isnull=True
    )
    return rows.first()
