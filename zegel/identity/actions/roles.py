"""Who may do what in an organisation: roles given and taken, members let out and in."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.evidence.actions import Event, write
from zegel.identity.errors.organisations import (
    LastAdministrator,
    MemberUnknown,
    NotAdministrator,
    RoleUnknown,
)
from zegel.identity.events import MemberDeactivated
from zegel.identity.models import Organisation, RegisterKeeper, Role, User
from zegel.identity.queries.organisations import administered, administrators
from zegel.identity.queries.organisations import member as member_of
from zegel.outbox.actions import state_fact

REGISTER_KEEPER = "register_keeper"
"""A role for the whole installation, apart from those of an organisation (ADR 0046)."""


@transaction.atomic
def appoint(*, user: UUID, kind: str, at: datetime) -> None:
    """Give somebody a role: the operator's verb, for the first administrator of the organisation they work for, and for who
    keeps the professional register (`register_keeper`), which is a role for the whole installation.

    Raises:
        RoleUnknown; MemberUnknown: nobody, or they work for no organisation.
    """
    if kind == REGISTER_KEEPER:
        name_register_keeper(user=user, at=at)
        return
    found = User.objects.filter(pk=user, organisation__isnull=False, is_active=True).first()
    if found is None:
        raise MemberUnknown
    _give(found, kind, "operator", at)


@transaction.atomic
def set_roles(*, actor: User, member: UUID, kinds: frozenset[str], at: datetime) -> None:
    """Give a member of the actor's organisation exactly these roles.

    Raises:
        NotAdministrator; MemberUnknown; RoleUnknown; LastAdministrator: nobody would be left.
    """
    here = _locked(actor)
    found = _member(here, member)
    if not found.is_active and kinds:
        raise MemberUnknown
    held = frozenset(Role.objects.filter(user=found, organisation=here).values_list("kind", flat=True))
    if Role.Kind.ADMINISTRATOR in held - kinds:
        _refuse_last(here, found)
    for kind in sorted(kinds - held):
        _give(found, kind, f"user:{actor.pk}", at)
    for kind in sorted(held - kinds):
        Role.objects.filter(user=found, organisation=here, kind=kind).delete()
        facts = {"role": kind, "organisation": str(here.pk)}
        write([Event("accounts.role.taken", found.pk, f"user:{actor.pk}", facts)], at=at)


@transaction.atomic
def close_membership(*, actor: User, member: UUID, at: datetime) -> User | None:
    """The account's half of `authentication.actions.access.deactivate`: nobody is let in by it any more, and its roles go.
    Gives whose it was; None when it was closed before.

    Raises:
        NotAdministrator; MemberUnknown; LastAdministrator.
    """
    here = _locked(actor)
    found = _member(here, member)
    if not found.is_active:
        return None
    if found in administrators(here.pk):
        _refuse_last(here, found)
    Role.objects.filter(user=found, organisation=here).delete()
    dismiss_register_keeper(user=found.pk, actor=f"user:{actor.pk}", at=at)
    found.is_active = False
    found.save(update_fields=["is_active"])
    facts = {"organisation": str(here.pk)}
    write([Event("accounts.member.deactivated", found.pk, f"user:{actor.pk}", facts)], at=at)
    state_fact(MemberDeactivated(user=found.pk, organisation=here.pk, actor=actor.pk, at=at))
    return found


@transaction.atomic
def reactivate(*, actor: User, member: UUID, at: datetime) -> None:
    """Let a member in again, without any role.

    Raises:
        NotAdministrator; MemberUnknown.
    """
    here = _locked(actor)
    found = _member(here, member)
    if found.is_active:
        return
    found.is_active = True
    found.save(update_fields=["is_active"])
    facts = {"organisation": str(here.pk)}
    write([Event("accounts.member.reactivated", found.pk, f"user:{actor.pk}", facts)], at=at)


def _locked(actor: User) -> Organisation:
    """The organisation, locked: two administrators who remove each other at the same time are one after the other."""
    here = administered(actor)
    locked = Organisation.objects.select_for_update().get(pk=here.pk)
    if actor not in administrators(locked.pk):
        raise NotAdministrator
    return locked


def _member(here: Organisation, key: UUID) -> User:
    found = member_of(here.pk, key)
    if found is None:
        raise MemberUnknown
    return found


def _refuse_last(here: Organisation, leaving: User) -> None:
    if [one.pk for one in administrators(here.pk)] == [leaving.pk]:
        raise LastAdministrator


def _give(user: User, kind: str, actor: str, at: datetime) -> None:
    if kind not in Role.Kind.values or user.organisation_id is None:
        raise RoleUnknown
    _, fresh = Role.objects.get_or_create(
        user=user, organisation_id=user.organisation_id, kind=kind, defaults={"since": at}
    )
    if fresh:
        facts = {"role": kind, "organisation": str(user.organisation_id)}
        write([Event("accounts.role.given", user.pk, actor, facts)], at=at)


@transaction.atomic
def name_register_keeper(*, user: UUID, at: datetime) -> None:
    """Let somebody keep the professional register for the whole installation: the operator's verb.

    Raises:
        MemberUnknown: nobody, or a program.
    """
    found = User.objects.filter(pk=user, is_active=True, kind=User.Kind.PERSON).first()
    if found is None:
        raise MemberUnknown
    _, fresh = RegisterKeeper.objects.get_or_create(user=found, defaults={"since": at})
    if fresh:
        write([Event("accounts.role.given", found.pk, "operator", {"role": REGISTER_KEEPER})], at=at)


@transaction.atomic
def dismiss_register_keeper(*, user: UUID, actor: str, at: datetime) -> bool:
    """Let somebody keep the professional register no more; gives whether they did. `actor` as evidence names it."""
    gone, _ = RegisterKeeper.objects.filter(user=user).delete()
    if gone:
        write([Event("accounts.role.taken", user, actor, {"role": REGISTER_KEEPER})], at=at)
    return bool(gone)
