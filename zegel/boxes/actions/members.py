"""Verbs of members of a mailbox: who can open it, what they may do there and until when."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from zegel.authentication.queries.factors import is_secure
from zegel.boxes import letters
from zegel.boxes.actions.rows import let_in, locked, managers_of, member_of
from zegel.boxes.actions.statements import add_statement
from zegel.boxes.actions.telling import facts_of, tell
from zegel.boxes.errors import FactorMissing, LastManager, MemberAlready
from zegel.boxes.events import MemberAdded, MemberChanged, MemberRemoved
from zegel.boxes.models import Container, Member
from zegel.boxes.queries import account_holder, in_force, managed_box, membership
from zegel.boxes.rules import MANAGE, RIGHTS, checked_end, checked_right
from zegel.evidence.actions import write
from zegel.identity.queries.people import account_of
from zegel.lib.principal import Principal
from zegel.seal.membership import Signed


@transaction.atomic
def add_member(
    *,
    actor: Principal,
    box: UUID,
    user: UUID,
    right: str,
    ends_on: date | None,
    keys: Mapping[int, bytes],
    statement: Signed | None = None,
    at: datetime,
) -> Member:
    """Let somebody use a box. `keys`: number of a key version → its key, sealed to that user by the actor's client, which signed
    `statement` of it.

    In a personal box the new member is a delegate of its owner.

    Raises:
        BoxUnknown, MayNotManage, PersonUnknown, FactorMissing, MemberAlready, RightRefused, EndRefused; KeysIncomplete: the newest
        key version is not among the keys, or one that never was; StatementRefused.
    """
    managed_box(actor.account, box, at=at)
    place = locked(box)
    who = account_holder(user)
    personal = place.kind == Container.Kind.PERSONAL
    if not is_secure(who):
        raise FactorMissing(field="person", name=who.name)
    right = checked_right(right, delegated=personal)
    ends_at = checked_end(ends_on, at)
    if Member.objects.filter(in_force(at), box=place, user=who).exists():
        raise MemberAlready(field="person", name=who.name)
    delegated_by = account_of(actor) if personal else None
    facts = {"right": right, "delegated_by": delegated_by, "ends_on": ends_on, "ends_at": ends_at}
    member = let_in(place, facts | {"checks": False}, keys, at, user=who)
    write([MemberAdded(**facts_of(member), key_versions=sorted(keys))], actor=actor, at=at)
    add_statement(actor, place, statement, at)
    tell(letters.MemberAdded, place, member, at)
    return member


@transaction.atomic
def change_member(
    *, actor: Principal, box: UUID, user: UUID, right: str, ends_on: date | None, at: datetime
) -> Member:
    """Give a member another right or last day.

    Raises:
        BoxUnknown, MayNotManage, PersonUnknown, RightRefused, EndRefused, LastManager.
    """
    managed_box(actor.account, box, at=at)
    place = locked(box)
    member = member_of(place, user, at)
    member.right = checked_right(right, delegated=member.delegated_by_id is not None)
    member.ends_on, member.ends_at = ends_on, checked_end(ends_on, at)
    if (right != MANAGE or ends_on) and not managers_of(place, at).exclude(user=user).exists():
        raise LastManager
    member.save(update_fields=["right", "ends_on", "ends_at"])
    write([MemberChanged(**facts_of(member))], actor=actor, at=at)
    return member


@transaction.atomic
def remove_member(*, actor: Principal, box: UUID, user: UUID, at: datetime) -> Member:
    """Shut somebody out from this moment on, or leave oneself. The key is renewed by the next member who comes by.

    Raises:
        BoxUnknown, MayNotManage, PersonUnknown, LastManager.
    """
    if user != actor.account:
        managed_box(actor.account, box, at=at)
    else:
        membership(actor.account, box, at=at)
    place = locked(box)
    member = member_of(place, user, at)
    if not managers_of(place, at).exclude(user=user).exists():
        raise LastManager
    member.ended_at = at
    member.save(update_fields=["ended_at"])
    write([MemberRemoved(**facts_of(member))], actor=actor, at=at)
    tell(letters.MemberRemoved, place, member, at)
    return member


@transaction.atomic
def end_memberships(*, user: UUID, organisation: UUID | None, actor: Principal, at: datetime) -> None:
    """Shut somebody whom an administrator (`actor`) lets in no more out of the mailboxes of an organisation: its teams, and
    those of colleagues; without one, of all but their own. Their own stays theirs, and so do its delegates, who go on in their absence.

    Where they alone decided who is a member, whoever has been there longest with the most right does from now on. Where nobody
    else could open the box they stay its member: a key nobody has opens nothing. Done twice, it does nothing.
    """
    others = Member.objects.exclude(box__kind=Container.Kind.PERSONAL, delegated_by__isnull=True)
    rows = others.filter(in_force(at), user=user, checks=False)
    if organisation:
        rows = rows.filter(box__organisation=organisation)
    for box in sorted(rows.values_list("box", flat=True)):
        place = locked(box)
        member = rows.select_related("user").filter(box=box).first()
        heir = _heir(place, user, at)
        if member is None or heir is None:
            continue
        if place.kind == Container.Kind.TEAM and not managers_of(place, at).exclude(user=user).exists():
            heir.right, heir.ends_on, heir.ends_at = MANAGE, None, None
            heir.save(update_fields=["right", "ends_on", "ends_at"])
            write([MemberChanged(**facts_of(heir))], actor=actor, at=at)
        member.ended_at = at
        member.save(update_fields=["ended_at"])
        write([MemberRemoved(**facts_of(member))], actor=actor, at=at)
        tell(letters.MemberRemoved, place, member, at)


def _heir(box: Container, leaving: UUID, at: datetime) -> Member | None:
    """The member with the most right who is let in and stays, of equals the longest there."""
    rows = Member.objects.filter(in_force(at), box=box, checks=False, user__is_active=True).exclude(
        user=leaving
    )
    return min(rows, key=lambda member: (-RIGHTS.index(member.right), member.since, member.pk), default=None)
