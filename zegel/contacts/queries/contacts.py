"""Whom an organisation knows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from zegel.boxes.queries import sending_box
from zegel.contacts.errors import ContactUnknown, NotColleague
from zegel.contacts.models import Contact
from zegel.contacts.rules import number_at
from zegel.identity.queries.people import Organisation, User
from zegel.lib.search import patterns

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = ["Contact", "Proposal", "contact_of", "contacts_of", "organisation_of", "proposals"]

PAGE = 50


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody a composer may propose: `phone` is the number in use now, `later` when another one takes its place."""

    name: str
    email: str
    phone: str
    language: str
    later: datetime | None


def organisation_of(user: User) -> Organisation:
    """The organisation somebody works for.

    Raises:
        NotColleague: none.
    """
    if user.organisation is None or not user.is_active:
        raise NotColleague
    return user.organisation


def contacts_of(user: User, text: str = "", *, page: int = 1) -> tuple[list[Contact], bool]:
    """A page of the contacts of the user's organisation by name, and whether there are more.

    Raises:
        NotColleague.
    """
    rows = _found(organisation_of(user).pk, text)
    start = (max(1, page) - 1) * PAGE
    found = list(rows.order_by("name", "email")[start : start + PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def contact_of(user: User, key: UUID) -> Contact:
    """A contact of the user's organisation.

    Raises:
        NotColleague, ContactUnknown.
    """
    found = Contact.objects.filter(pk=key, organisation=organisation_of(user)).first()
    if found is None:
        raise ContactUnknown
    return found


def proposals(user: User, box: UUID, text: str, *, at: datetime, limit: int = 8) -> list[Proposal]:
    """Contacts of the organisation the user sends for, whose name or address contains `text` (at least 2 characters).

    Raises:
        BoxUnknown, MayNotSend.
    """
    source = sending_box(user, box, at=at)
    if source.organisation_id is None or len(text.strip()) < 2:
        return []
    return [
        Proposal(
            row.name,
            row.email,
            number_at(row.phone, row.next_phone, row.next_from, at),
            row.language,
            row.next_from if row.next_from and row.next_from > at else None,
        )
        for row in _found(source.organisation_id, text).order_by("name")[:limit]
    ]


def _found(organisation: UUID, text: str) -> QuerySet[Contact]:
    words = Q()
    for word in patterns(text):
        words &= Q(name__iregex=word) | Q(email__iregex=word)
    return Contact.objects.filter(words, organisation=organisation)
