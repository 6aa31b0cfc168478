"""Reads of boxes, always for somebody."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from zegel.accounts.queries.people import User
from zegel.boxes.errors import BoxUnknown, MayNotSend
from zegel.boxes.models import Box, Member

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Box",
    "Member",
    "box_at",
    "boxes_by_id",
    "checked_boxes",
    "checked_by",
    "find_boxes",
    "membership",
    "memberships",
    "sending_box",
]


def memberships(user: User) -> list[Member]:
    """The boxes a user can open: their own first, then teams by name."""
    rows = Member.objects.filter(user=user).select_related("box", "box__organisation")
    rows = rows.defer("box__organisation__logo")
    return list(rows.order_by("box__kind", "box__name"))


def membership(user: User, box: UUID) -> Member:
    """The user's membership of a box.

    Raises:
        BoxUnknown: there is none.
    """
    found = Member.objects.filter(user=user, box=box).select_related("box", "box__organisation").first()
    if found is None:
        raise BoxUnknown
    return found


def sending_box(user: User, box: UUID) -> Box:
    """The box, when the user may send for it.

    Raises:
        BoxUnknown, MayNotSend.
    """
    found = membership(user, box)
    if not found.may_send:
        raise MayNotSend
    return found.box


def find_boxes(user: User, text: str, *, limit: int = 8) -> QuerySet[Box]:
    """Boxes of others whose name, address or organisation contains `text` (at least 2 characters), for a composer."""
    if len(text.strip()) < 2:
        return Box.objects.none()
    words = Q()
    for word in text.split()[:5]:
        words &= Q(name__icontains=word) | Q(address__icontains=word) | Q(organisation__name__icontains=word)
    rows = Box.objects.filter(words).select_related("organisation").defer("organisation__logo")
    return rows.exclude(members__user=user, kind=Box.Kind.PERSONAL).order_by("name")[:limit]


def boxes_by_id(keys: list[UUID]) -> dict[UUID, Box]:
    """Boxes to address a message to; public facts only (name, address, public key)."""
    rows = Box.objects.filter(pk__in=keys).select_related("organisation").defer("organisation__logo")
    return {box.pk: box for box in rows}


def box_at(address: str) -> Box | None:
    """The mailbox with this address, for who administers; None where there is none."""
    return Box.objects.filter(address__iexact=address).first()


def checked_by(user: User) -> list[UUID]:
    """The boxes whose files this user checks, as their court's automation."""
    return list(Member.objects.filter(user=user, checks=True).values_list("box", flat=True))


def checked_boxes(keys: Iterable[UUID]) -> set[UUID]:
    """Those of `keys` whose files are checked when they arrive (one query)."""
    return set(Member.objects.filter(box__in=list(keys), checks=True).values_list("box", flat=True))
