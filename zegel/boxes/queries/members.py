"""Who can open which container, themselves or through a mailbox, always at a moment.

Whether a membership is over by its date is asked in every query, of the moment the caller was given: nobody has to act for
it to end (docs/decisions/0033). No query can be asked without one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from zegel.boxes.errors import BoxUnknown, MayNotManage, MayNotPrepare, MayNotSend, PersonUnknown
from zegel.boxes.models import Container, Member
from zegel.boxes.rules import MAILBOXES, MANAGE, RIGHTS, may, right_through
from zegel.identity.queries.people import User

type Account = User | UUID
"""An account, as its row or its identifier."""


def account_key(user: Account) -> UUID:
    """The identifier of an account."""
    return user if isinstance(user, UUID) else user.pk


def in_force(at: datetime) -> Q:
    """The memberships that count at a moment."""
    return Q(ended_at__isnull=True) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))


def _rows(user: Account, *, at: datetime) -> QuerySet[Member]:
    rows = Member.objects.filter(in_force(at), user=user, box__kind__in=MAILBOXES)
    return rows.select_related("box", "box__organisation", "user").defer("box__organisation__logo")


def memberships(user: Account, *, at: datetime) -> list[Member]:
    """The mailboxes a user can open: their own first, then those on whose owner's behalf they act, then teams, by name."""
    rows = list(_rows(user, at=at).order_by("box__kind", "box__name"))
    return sorted(rows, key=lambda member: (member.box.kind, member.delegated_by_id is not None))


def membership(user: Account, box: UUID, *, at: datetime, logo: bool = False) -> Member:
    """The user's membership of a mailbox; with `logo`, that of its organisation comes in the same query.

    Raises:
        BoxUnknown: there is none, or it is over.
    """
    rows = _rows(user, at=at).filter(box=box)
    found = (rows.defer(None) if logo else rows).first()
    if found is None:
        raise BoxUnknown
    return found


def boxes_of(user: Account, *, at: datetime) -> QuerySet[Member, UUID]:
    """The identifiers of the mailboxes a user can open, to be asked inside another query."""
    return Member.objects.filter(in_force(at), user=user).values_list("box", flat=True)


def boxes_ever_of(user: UUID) -> list[UUID]:
    """The boxes a user can open or once could (one query)."""
    return list(Member.objects.filter(user=user).values_list("box", flat=True))


def is_delegate(user: Account, box: UUID, *, at: datetime) -> bool:
    """Whether the user is in this box on behalf of somebody else."""
    return Member.objects.filter(in_force(at), user=user, box=box, delegated_by__isnull=False).exists()


def assignable(user: Account, box: UUID, whom: UUID, *, at: datetime) -> User:
    """A member of the user's box whom work can be given to.

    Raises:
        BoxUnknown: not the user's box; PersonUnknown: no member of it.
    """
    members = members_of(user, box, at=at)
    found = next((member for member in members if member.user_id == whom and not member.checks), None)
    if found is None:
        raise PersonUnknown(field="person")
    return found.person


def preparing_box(user: Account, box: UUID, *, at: datetime) -> Container:
    """The box, when the user may write drafts in it.

    Raises:
        BoxUnknown, MayNotPrepare.
    """
    found = membership(user, box, at=at)
    if not found.may_prepare:
        raise MayNotPrepare
    return found.box


def sending_box(user: Account, box: UUID, *, at: datetime) -> Container:
    """The box, when the user may send for it.

    Raises:
        BoxUnknown, MayNotSend.
    """
    found = membership(user, box, at=at)
    if not found.may_send:
        raise MayNotSend
    return found.box


def managed_box(user: Account, box: UUID, *, at: datetime) -> Container:
    """The box, when the user decides who its members are.

    Raises:
        BoxUnknown, MayNotManage.
    """
    found = membership(user, box, at=at)
    if not found.may_manage:
        raise MayNotManage
    return found.box


def members_of(user: Account, box: UUID, *, at: datetime) -> list[Member]:
    """The users who can open a mailbox, for one of them: the automation last, the others by name.

    Raises:
        BoxUnknown: not the user's mailbox.
    """
    rows = Member.objects.filter(in_force(at), box=box, user__isnull=False).select_related(
        "user", "user__organisation", "delegated_by"
    )
    found = list(rows.defer("user__organisation__logo").order_by("checks", "user__name"))
    if all(member.user_id != account_key(user) for member in found):
        raise BoxUnknown
    return found


def past_members(user: Account, box: UUID, *, at: datetime) -> list[Member]:
    """Who could open a box once and no longer can, last one first, for who manages it.

    Raises:
        BoxUnknown, MayNotManage.
    """
    managed_box(user, box, at=at)
    rows = Member.objects.filter(box=box).exclude(in_force(at)).select_related("user", "delegated_by")
    return sorted(rows, key=lambda member: min(filter(None, (member.ended_at, member.ends_at))), reverse=True)


def member_ids(box: UUID, *, at: datetime) -> set[UUID]:
    """The users who can open a box, for a caller who has shown that it may know (one query)."""
    rows = Member.objects.filter(in_force(at), box=box, user__isnull=False)
    return {user for user in rows.values_list("user", flat=True) if user}


@dataclass(frozen=True, slots=True)
class Access:
    """How somebody can open a container: as the member `member`, who is themselves or a mailbox they use, with a `right`."""

    box: Container
    member: Member
    right: str
    checks: bool

    @property
    def may_manage(self) -> bool:
        """Whether they decide who else is a member."""
        return may(self.right, MANAGE)


def paths_to(user: Account, box: UUID, *, at: datetime) -> list[Access]:
    """Every way in which a user can open a container, the one with the most right first (one query).

    Raises:
        BoxUnknown: there is none.
    """
    own = Member.objects.filter(in_force(at), user=user, box=OuterRef("mailbox"))
    rows = Member.objects.filter(in_force(at), box=box)
    rows = rows.annotate(own=Subquery(own.values("right")[:1])).filter(Q(user=user) | Q(own__isnull=False))
    found = [
        Access(
            member.box,
            member,
            right_through(member.right, member.own) if member.mailbox_id else member.right,
            member.checks,
        )
        for member in rows.select_related("box", "mailbox")
    ]
    if not found:
        raise BoxUnknown
    return sorted(found, key=lambda access: -RIGHTS.index(access.right))


def access_to(user: Account, box: UUID, *, at: datetime) -> Access:
    """The way with the most right in which a user can open a container.

    Raises:
        BoxUnknown: there is none.
    """
    return paths_to(user, box, at=at)[0]


def mailbox_members(boxes: Iterable[UUID], *, at: datetime) -> dict[UUID, set[UUID]]:
    """The mailboxes that are members of some circles, by circle (one query); who may ask is the caller's to know."""
    rows = Member.objects.filter(in_force(at), box__in=list(boxes), mailbox__isnull=False)
    found: dict[UUID, set[UUID]] = {}
    for box, mailbox in rows.values_list("box", "mailbox"):
        if mailbox:
            found.setdefault(box, set()).add(mailbox)
    return found


def circle_members(user: Account, box: UUID, *, at: datetime) -> list[Member]:
    """Every member of a container, users and mailboxes, for who can open it.

    Raises:
        BoxUnknown: they cannot.
    """
    access_to(user, box, at=at)
    rows = Member.objects.filter(in_force(at), box=box).select_related("user", "mailbox__organisation")
    return list(rows.defer("mailbox__organisation__logo").order_by("since", "id"))


def parties_in(box: UUID, *, at: datetime) -> dict[UUID, Member]:
    """The members of a container by the identifier of the user or mailbox, for a verb that locked it (one query)."""
    return {
        member.party: member
        for member in Member.objects.filter(in_force(at), box=box).select_related("mailbox")
    }
