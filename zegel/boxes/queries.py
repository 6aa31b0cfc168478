"""Reads of boxes, always for somebody, and always at a moment.

Whether a membership is over by its date is asked in every query, of the moment the caller was given: nobody has to act for
it to end (docs/decisions/0033). No query can be asked without one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When

from zegel.boxes.errors import BoxUnknown, MayNotManage, MayNotPrepare, MayNotSend, PersonUnknown
from zegel.boxes.models import Container, KeyVersion, KnownKeys, Member, MemberKey
from zegel.identity.queries.agents import organisation_agents
from zegel.identity.queries.people import User
from zegel.professions.queries.links import Mark, marks

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Container",
    "KeyVersion",
    "KnownKeys",
    "Member",
    "MemberKey",
    "Person",
    "PublicKeys",
    "account_holder",
    "assignable",
    "box_at",
    "boxes_by_id",
    "boxes_of",
    "checked_boxes",
    "checked_by",
    "checkers_of",
    "court_agents",
    "current_key_versions",
    "find_boxes",
    "find_people",
    "is_delegate",
    "known_keys",
    "managed_box",
    "marks_of",
    "member_ids",
    "members_of",
    "membership",
    "memberships",
    "organisation_boxes",
    "own_box",
    "owner_of",
    "owners_of",
    "past_members",
    "preparing_box",
    "public_keys",
    "sealed_keys",
    "sending_box",
    "stale_boxes",
]


def in_force(at: datetime) -> Q:
    """The memberships that count at a moment."""
    return Q(ended_at__isnull=True) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))


def _rows(user: User, *, at: datetime) -> QuerySet[Member]:
    rows = Member.objects.filter(in_force(at), user=user)
    return rows.select_related("box", "box__organisation").defer("box__organisation__logo")


def memberships(user: User, *, at: datetime) -> list[Member]:
    """The boxes a user can open: their own first, then those on whose owner's behalf they act, then teams, by name."""
    rows = list(_rows(user, at=at).order_by("box__kind", "box__name"))
    return sorted(rows, key=lambda one: (one.box.kind, one.delegated_by_id is not None))


def sealed_keys(members: Iterable[Member]) -> dict[int, list[MemberKey]]:
    """The keys of memberships the caller may hand out, by membership: of every key version they may open, newest first."""
    found: dict[int, list[MemberKey]] = {}
    rows = MemberKey.objects.filter(member__in=list(members)).select_related("key_version")
    for key in rows.order_by("-key_version__number"):
        found.setdefault(key.member_id, []).append(key)
    return found


def membership(user: User, box: UUID, *, at: datetime) -> Member:
    """The user's membership of a box.

    Raises:
        BoxUnknown: there is none, or it is over.
    """
    found = _rows(user, at=at).filter(box=box).first()
    if found is None:
        raise BoxUnknown
    return found


def boxes_of(user: User, *, at: datetime) -> QuerySet[Member, UUID]:
    """The identifiers of the boxes a user can open, to be asked inside another query."""
    return Member.objects.filter(in_force(at), user=user).values_list("box", flat=True)


def boxes_ever_of(user: UUID) -> list[UUID]:
    """The boxes a user can open or once could (one query)."""
    return list(Member.objects.filter(user=user).values_list("box", flat=True))


def is_delegate(user: User, box: UUID, *, at: datetime) -> bool:
    """Whether the user is in this box on behalf of somebody else."""
    return Member.objects.filter(in_force(at), user=user, box=box, delegated_by__isnull=False).exists()


def assignable(user: User, box: UUID, whom: UUID, *, at: datetime) -> User:
    """A member of the user's box whom work can be given to.

    Raises:
        BoxUnknown: not the user's box; PersonUnknown: no member of it.
    """
    found = next(
        (one for one in members_of(user, box, at=at) if one.user_id == whom and not one.checks), None
    )
    if found is None:
        raise PersonUnknown(field="person")
    return found.user


def preparing_box(user: User, box: UUID, *, at: datetime) -> Container:
    """The box, when the user may write drafts in it.

    Raises:
        BoxUnknown, MayNotPrepare.
    """
    found = membership(user, box, at=at)
    if not found.may_prepare:
        raise MayNotPrepare
    return found.box


def sending_box(user: User, box: UUID, *, at: datetime) -> Container:
    """The box, when the user may send for it.

    Raises:
        BoxUnknown, MayNotSend.
    """
    found = membership(user, box, at=at)
    if not found.may_send:
        raise MayNotSend
    return found.box


def managed_box(user: User, box: UUID, *, at: datetime) -> Container:
    """The box, when the user decides who its members are.

    Raises:
        BoxUnknown, MayNotManage.
    """
    found = membership(user, box, at=at)
    if not found.may_manage:
        raise MayNotManage
    return found.box


def members_of(user: User, box: UUID, *, at: datetime) -> list[Member]:
    """Everybody who can open a box, for one of them: the automation last, the others by name.

    Raises:
        BoxUnknown: not the user's box.
    """
    rows = Member.objects.filter(in_force(at), box=box).select_related(
        "user", "user__organisation", "delegated_by"
    )
    found = list(rows.defer("user__organisation__logo").order_by("checks", "user__name"))
    if all(one.user_id != user.pk for one in found):
        raise BoxUnknown
    return found


def past_members(user: User, box: UUID, *, at: datetime) -> list[Member]:
    """Who could open a box once and no longer can, last one first, for who manages it.

    Raises:
        BoxUnknown, MayNotManage.
    """
    managed_box(user, box, at=at)
    rows = Member.objects.filter(box=box).exclude(in_force(at)).select_related("user", "delegated_by")
    return sorted(rows, key=lambda one: min(filter(None, (one.ended_at, one.ends_at))), reverse=True)


def member_ids(box: UUID, *, at: datetime) -> set[UUID]:
    """The users who can open a box, for a caller who has shown that it may know (one query)."""
    return set(Member.objects.filter(in_force(at), box=box).values_list("user", flat=True))


def stale_boxes(keys: Iterable[UUID], *, at: datetime) -> set[UUID]:
    """Those of `keys` whose newest key is known to somebody who is no member any more: it must be renewed."""
    rows = MemberKey.objects.filter(member__box__in=list(keys), key_version__until__isnull=True)
    gone = Member.objects.filter(pk=OuterRef("member")).exclude(in_force(at))
    return set(rows.filter(Exists(gone)).values_list("member__box", flat=True))


def current_key_versions(keys: Iterable[UUID]) -> dict[UUID, int]:
    """The number of the newest key version of boxes; until the caller's transaction ends no newer one begins."""
    with connection.cursor() as cursor:
        # Readers share; only who begins a key version waits for them, and they for that one. Django has no FOR SHARE.
        cursor.execute(
            "SELECT id, key_version FROM boxes_container WHERE id = ANY(%s) ORDER BY id FOR SHARE",
            [list(keys)],
        )
        return dict(cursor.fetchall())


def find_boxes(user: User, text: str, *, limit: int = 8) -> QuerySet[Container]:
    """Boxes of others whose name, address or organisation contains `text` (at least 2 characters), for a composer."""
    return _found(user, text).order_by("name")[:limit]


def _found(user: User, text: str) -> QuerySet[Container]:
    if len(text.strip()) < 2:
        return Container.objects.none()
    words = Q()
    for word in text.split()[:5]:
        words &= Q(name__icontains=word) | Q(address__icontains=word) | Q(organisation__name__icontains=word)
    rows = Container.objects.filter(words).select_related("organisation").defer("organisation__logo")
    own = Member.objects.filter(box=OuterRef("pk"), user=user, delegated_by__isnull=True)
    return rows.exclude(Exists(own), kind=Container.Kind.PERSONAL)


@dataclass(frozen=True, slots=True)
class Person:
    """An account holder as anybody with an account may find them: by their personal mailbox."""

    user: User
    name: str
    address: str
    organisation: str


def find_people(user: User, text: str, *, at: datetime) -> list[Person]:
    """Account holders other than oneself, by name, address or organisation, to share a mailbox with: colleagues first (two
    queries).
    """
    colleagues_first = Case(When(organisation=user.organisation_id, then=0), default=1)
    boxes = list(
        _found(user, text).filter(kind=Container.Kind.PERSONAL).order_by(colleagues_first, "name")[:8]
    )
    owners = Member.objects.filter(in_force(at), box__in=boxes, right=Member.Right.MANAGE).select_related(
        "user"
    )
    named = {one.box_id: one.user for one in owners}
    return [
        Person(named[box.pk], box.name, box.address, box.organisation.name if box.organisation else "")
        for box in boxes
        if box.pk in named
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
    return found.user


def own_box(user: User, *, at: datetime) -> Container:
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


def owner_of(box: UUID, *, at: datetime) -> Person:
    """The person a personal box is of.

    Raises:
        PersonUnknown: it has none.
    """
    rows = Member.objects.filter(in_force(at), box=box, right=Member.Right.MANAGE, delegated_by__isnull=True)
    found = rows.select_related("user", "box").order_by("since", "id").first()
    if found is None:
        raise PersonUnknown
    return Person(found.user, found.box.name, found.box.address, "")


def owners_of(boxes: Iterable[UUID], *, at: datetime) -> dict[UUID, UUID]:
    """The users whose personal boxes these are, by box; a team's box has none (one query)."""
    own = Q(box__kind=Container.Kind.PERSONAL, right=Member.Right.MANAGE, delegated_by__isnull=True)
    rows = Member.objects.filter(in_force(at), own, box__in=list(boxes)).order_by("-since", "-id")
    return dict(rows.values_list("box", "user"))


def marks_of(boxes: Iterable[UUID], *, at: datetime) -> dict[UUID, Mark]:
    """The checked professional numbers of those boxes whose owner has one and may practise (two queries)."""
    owners = owners_of(boxes, at=at)
    found = marks(owners.values()) if owners else {}
    return {box: found[user] for box, user in owners.items() if user in found}


def boxes_by_id(keys: list[UUID]) -> dict[UUID, Container]:
    """Boxes to address a message to; public facts only (name, address, public key)."""
    rows = Container.objects.filter(pk__in=keys).select_related("organisation").defer("organisation__logo")
    return {box.pk: box for box in rows}


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What anybody may know of the keys of a box: `owner` is whose it is, None of a team; `since` when its key began."""

    box: Container
    owner: User | None
    since: datetime | None


def public_keys(keys: list[UUID], *, at: datetime) -> list[PublicKeys]:
    """The keys to seal to, of each box that exists, and whose signing key goes with them (three queries)."""
    own = Q(box__kind=Container.Kind.PERSONAL, right=Member.Right.MANAGE, delegated_by__isnull=True)
    rows = (
        Member.objects.filter(in_force(at), own, box__in=keys)
        .select_related("user")
        .order_by("-since", "-id")
    )
    owners = {one.box_id: one.user for one in rows}
    begun = dict(KeyVersion.objects.filter(box__in=keys, until__isnull=True).values_list("box", "since"))
    return [PublicKeys(one, owners.get(one.pk), begun.get(one.pk)) for one in boxes_by_id(keys).values()]


def known_keys(user: User, box: UUID, about: UUID, *, at: datetime) -> list[KnownKeys]:
    """What the members of a box kept of the keys of another, the last one first; of those who left, nothing.

    Raises:
        BoxUnknown: not the user's box.
    """
    membership(user, box, at=at)
    rows = KnownKeys.objects.filter(box=box, about=about, writer__in=member_ids(box, at=at))
    return list(rows.select_related("writer").order_by("-at"))


def organisation_boxes(organisation: UUID) -> list[Container]:
    """Every mailbox of an organisation, teams first, with `readers` (how many people open it); public facts only."""
    count = Count("members", filter=Q(members__checks=False))
    rows = Container.objects.filter(organisation=organisation).annotate(readers=count)
    return list(rows.order_by("-kind", "name"))


def box_at(address: str) -> Container | None:
    """The mailbox with this address, for who administers; None where there is none."""
    return Container.objects.filter(address__iexact=address).first()


def checked_by(user: User, *, at: datetime) -> list[UUID]:
    """The boxes whose files this user checks, as their court's automation."""
    return list(Member.objects.filter(in_force(at), user=user, checks=True).values_list("box", flat=True))


def checked_boxes(keys: Iterable[UUID], *, at: datetime) -> set[UUID]:
    """Those of `keys` whose files are checked when they arrive (one query)."""
    rows = Member.objects.filter(in_force(at), box__in=list(keys), checks=True)
    return set(rows.values_list("box", flat=True))


def court_agents(organisation: UUID) -> list[User]:
    """The agents of a court: those it made known, and those that check a mailbox of it or did (two queries)."""
    rows = Member.objects.filter(checks=True, box__organisation=organisation, user__is_active=True)
    found = {one.user_id: one.user for one in rows.select_related("user").order_by("since", "id")}
    return list(({one.pk: one for one in organisation_agents(organisation)} | found).values())


def checkers_of(organisation: UUID, *, at: datetime) -> list[Member]:
    """Which agent checks which mailbox of an organisation, and since when (one query)."""
    rows = Member.objects.filter(in_force(at), checks=True, box__organisation=organisation)
    return list(rows.select_related("user", "box").order_by("since", "id"))
