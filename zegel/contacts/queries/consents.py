"""The register of VI 6.3: why a court may write to whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q

from zegel.contacts.errors import OnlyCourts
from zegel.contacts.models import Consent
from zegel.contacts.queries.contacts import organisation_of
from zegel.identity.queries.people import Organisation, User
from zegel.lib.search import patterns

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = ["Consent", "Standing", "court_of", "register_of", "standing"]

PAGE = 50


@dataclass(frozen=True, slots=True)
class Standing:
    """Of some addresses: those with a basis, and when it was last withdrawn of those without."""

    held: frozenset[str]
    withdrawn: dict[str, datetime]


def standing(organisation: UUID, addresses: Collection[str]) -> Standing:
    """How addresses (in small letters) stand in the register of a court (two queries)."""
    rows = Consent.objects.filter(organisation=organisation, address__in=list(addresses))
    held = frozenset(rows.filter(withdrawn_at__isnull=True).values_list("address", flat=True))
    gone = rows.exclude(address__in=held).values_list("address").annotate(last=Max("withdrawn_at"))
    return Standing(held, dict(gone))


def court_of(user: User) -> Organisation:
    """The court somebody works for.

    Raises:
        NotColleague; OnlyCourts: they work for something else.
    """
    here = organisation_of(user)
    if not here.is_court:
        raise OnlyCourts
    return here


def register_of(user: User, text: str = "", *, page: int = 1) -> tuple[list[Consent], bool]:
    """A page of the register of the user's court, newest first, withdrawn entries too, and whether there are more.

    Raises:
        NotColleague, OnlyCourts.
    """
    words = Q()
    for word in patterns(text):
        words &= Q(name__iregex=word) | Q(address__iregex=word) | Q(source__iregex=word)
    rows = Consent.objects.filter(words, organisation=court_of(user))
    start = (max(1, page) - 1) * PAGE
    found = list(
        rows.select_related("recorded_by", "withdrawn_by").order_by("-recorded_at", "-id")[
            start : start + PAGE + 1
        ]
    )
    return found[:PAGE], len(found) > PAGE
