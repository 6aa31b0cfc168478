"""Mailboxes and people as others may find them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When

from zegel.boxes.errors import BoxUnknown, PersonUnknown
from zegel.boxes.models import Container, Member
from zegel.boxes.queries.members import Account, in_force
from zegel.boxes.rules import FOUND_BY_STRANGERS, MAILBOXES
from zegel.identity.queries.organisations import COURTS
from zegel.identity.queries.people import User
from zegel.lib.search import patterns
from zegel.professions.queries.links import NOBODY, Mark, is_known, marks


@dataclass(frozen=True, slots=True)
class Found:
    """A mailbox that was searched; `address` is empty for who may not see it."""

    box: Container
    address: str


def find_boxes(user: User, text: str, *, at: datetime, limit: int = 8) -> list[Found]:
    """Boxes of others whose name, address or organisation contains `text` (at least 2 characters), for a composer.

    Nobody collects addresses here: a mailbox is found by its whole address, and by its name without the address where it is
    none of an organisation's. To whom nobody knows, so is every mailbox but those of courts, and they find it by its whole
    name only.
    """
    sight = _Sight(user, at)
    return [sight.of(box, text) for box in sight.rows(text).order_by("name")[: min(limit, sight.most)]]


class _Sight:
    """What somebody who searches may see."""

    def __init__(self, user: User, at: datetime) -> None:
        self.user, self.at = user, at
        self.at_court = bool(user.organisation and user.organisation.is_court)
        self.known = bool(user.organisation_id) or is_known(user)
        self.most = 8 if self.known else FOUND_BY_STRANGERS

    def rows(self, text: str) -> QuerySet[Container]:
        """The mailboxes that `text` finds."""
        if len(text.strip()) < 2:
            return Container.objects.none()
        rows = Container.objects.filter(self._words(text), kind__in=MAILBOXES).select_related("organisation")
        own = Member.objects.filter(box=OuterRef("pk"), user=self.user, delegated_by__isnull=True)
        return rows.defer("organisation__logo").exclude(Exists(own), kind=Container.Kind.PERSONAL)

    def of(self, box: Container, text: str) -> Found:
        """A mailbox as this person may see it."""
        shown = self._shows(box) or box.address.lower() == text.strip().lower()
        return Found(box, box.address if shown else "")

    def _shows(self, box: Container) -> bool:
        if self.at_court or (box.organisation_id and box.organisation_id == self.user.organisation_id):
            return True
        if self.known:
            return box.organisation_id is not None
        return bool(box.organisation and box.organisation.is_court and box.kind == Container.Kind.TEAM)

    def _words(self, text: str) -> Q:
        words = patterns(text)
        exact = Q(address__iexact=text.strip())
        anywhere = [
            Q(name__iregex=word) | Q(address__iregex=word) | Q(organisation__name__iregex=word)
            for word in words
        ]
        if self.at_court:
            return exact | _all(anywhere)
        by_name = Q(organisation__isnull=True) & _all([Q(name__iregex=word) for word in words])
        if self.known:
            return exact | (Q(organisation__isnull=False) & _all(anywhere)) | by_name
        named = [Q(name__iregex=word) | Q(organisation__name__iregex=word) for word in words]
        courts = Q(organisation__kind__in=list(COURTS), kind=Container.Kind.TEAM) & _all(named)
        # Whole words, and more than one of them: a list of family names finds nobody.
        whole = _all([Q(name__iregex=rf"\m{word}\M") for word in words]) if len(words) > 1 else Q(pk__in=[])
        return exact | courts | whole


def _all(parts: list[Q]) -> Q:
    return reduce(and_, parts) if parts else Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Person:
    """An account holder as anybody with an account may find them: by their personal mailbox."""

    user: User
    name: str
    address: str
    organisation: str


def find_people(user: User, text: str, *, at: datetime) -> list[Person]:
    """Account holders other than oneself, by name, address or organisation, to share a mailbox with: colleagues first, and each
    as `find_boxes` shows them.
    """
    sight = _Sight(user, at)
    colleagues_first = Case(When(organisation=user.organisation_id, then=0), default=1)
    rows = sight.rows(text).filter(kind=Container.Kind.PERSONAL).order_by(colleagues_first, "name")
    found = [sight.of(box, text) for box in rows[: sight.most]]
    owners = Member.objects.filter(
        in_force(at), box__in=[row.box for row in found], right=Member.Right.MANAGE
    ).select_related("user")
    named = {member.box_id: member.person for member in owners}
    return [
        Person(
            named[row.box.pk],
            row.box.name,
            row.address,
            row.box.organisation.name if row.box.organisation else "",
        )
        for row in found
        if row.box.pk in named
    ]


def account_holder(key: UUID) -> User:
    """The person with this identifier, if they have a mailbox of their own.

    Raises:
        PersonUnknown: there is nobody.
    """
    rows = Member.objects.filter(user=key, user__is_active=True, box__kind=Container.Kind.PERSONAL)
    found = rows.filter(delegated_by__isnull=True).select_related("user").first()
    if found is None:
        raise PersonUnknown(field="person")
    return found.person


def own_box(user: Account, *, at: datetime) -> Container:
    """The user's own mailbox.

    Raises:
        BoxUnknown: a program has none.
    """
    rows = Member.objects.filter(
        in_force(at), user=user, box__kind=Container.Kind.PERSONAL, delegated_by__isnull=True
    )
    found = rows.select_related("box").first()
    if found is None:
        raise BoxUnknown
    return found.box


def due_daily(*, before: datetime, most: int) -> list[Container]:
    """Mailboxes that are told of new messages once a day and were last told before a moment, locked for who tells them; what
    another does at this moment is left out (one query)."""
    rows = Container.objects.select_for_update(skip_locked=True)
    return list(rows.filter(notices=Container.Notices.DAILY, told_at__lt=before).order_by("told_at")[:most])


def court_of_box(box: Container) -> UUID | None:
    """The court a box belongs to, if it does."""
    return box.organisation_id if box.organisation and box.organisation.is_court else None


def owners_of(boxes: Iterable[UUID], *, at: datetime) -> dict[UUID, UUID]:
    """The users whose personal boxes these are, by box; a team's box has none (one query)."""
    rows = _owners(boxes, at).order_by("-since", "-id")
    return {box: user for box, user in rows.values_list("box", "user") if user}


def owned_by(boxes: Iterable[UUID], users: QuerySet[Any, UUID], *, at: datetime) -> QuerySet[Member, UUID]:
    """Those of some mailboxes that are the personal box of one of `users`, to be asked inside another query."""
    return _owners(boxes, at).filter(user__in=users).values_list("box", flat=True)


def _owners(boxes: Iterable[UUID], at: datetime) -> QuerySet[Member]:
    own = Q(box__kind=Container.Kind.PERSONAL, right=Member.Right.MANAGE, delegated_by__isnull=True)
    return Member.objects.filter(in_force(at), own, box__in=list(boxes))


def marks_of(boxes: Iterable[UUID], *, at: datetime) -> dict[UUID, Mark]:
    """The checked professional numbers of those boxes whose owner has one and may practise (two queries)."""
    owners = owners_of(boxes, at=at)
    found = marks(owners.values()) if owners else {}
    return {box: found[user] for box, user in owners.items() if user in found}


def recognised(boxes: Iterable[Container], *, at: datetime) -> dict[UUID, Mark]:
    """How we know whose each mailbox is (two queries, beside the organisations of the boxes): `court`; a checked number of
    a profession; `office`, of an organisation that the operator made known. NOBODY where nothing was checked."""
    found = {box.pk: box for box in boxes}
    rest = [key for key, box in found.items() if not (box.organisation and box.organisation.is_court)]
    checked = marks_of(rest, at=at) if rest else {}
    return {key: _recognised(box, checked.get(key, NOBODY)) for key, box in found.items()}


def _recognised(box: Container, mark: Mark) -> Mark:
    if box.organisation and box.organisation.is_court:
        return Mark("court", "")
    return mark if mark.kind or not box.organisation else Mark("office", "")


def boxes_by_id(keys: list[UUID]) -> dict[UUID, Container]:
    """Mailboxes to address a message to; public facts only (name, address, public key)."""
    rows = (
        Container.objects.filter(pk__in=keys, kind__in=MAILBOXES)
        .select_related("organisation")
        .defer("organisation__logo")
    )
    return {box.pk: box for box in rows}


def addresses_of(containers: Iterable[UUID]) -> dict[UUID, str]:
    """The addresses of containers (one query); of a circle it is empty."""
    return dict(Container.objects.filter(pk__in=list(containers)).values_list("pk", "address"))


def organisation_boxes(organisation: UUID) -> list[Container]:
    """Every mailbox of an organisation, teams first, with `readers` (how many people open it); public facts only."""
    count = Count("members", filter=Q(members__checks=False))
    rows = Container.objects.filter(organisation=organisation, kind__in=MAILBOXES).annotate(readers=count)
    return list(rows.order_by("-kind", "name"))


def box_at(address: str) -> Container | None:
    """The mailbox with this address, for who administers; None where there is none."""
    return Container.objects.filter(address__iexact=address).first()
