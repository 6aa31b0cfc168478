"""Who may do what in an organisation: roles given and taken, members let out and in."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.accounts.actions.registrars import ROLE as REGISTRAR
from zegel.accounts.actions.registrars import dismiss_registrar, name_registrar
from zegel.accounts.actions.sessions import end_sessions
from zegel.accounts.errors.organisations import (
    LastAdministrator,
    MemberUnknown,
    NotAdministrator,
    RoleUnknown,
)
from zegel.accounts.events import MemberDeactivated
from zegel.accounts.models import Organisation, Role, User
from zegel.accounts.queries.organisations import administered, administrators
from zegel.evidence.actions import Event, write
from zegel.outbox.actions import state_fact


@transaction.atomic
def appoint(*, user: UUID, kind: str, at: datetime) -> None:
    """Give somebody a role: the operator's verb, for the first administrator of the organisation they work for, and for who
    keeps the register (`registrar`), which is a role for the whole installation.

    Raises:
        RoleUnknown; MemberUnknown: nobody, or they work for no organisation.
    """
    if kind == REGISTRAR:
        name_registrar(user=user, at=at)
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
def deactivate(*, actor: User, member: UUID, at: datetime) -> None:
    """Let a member in no more, from this moment and in every open session. Their roles go; their past stays.

    What their keys open they may have kept: `boxes.actions.end_memberships` follows, and new keys.

    Raises:
        NotAdministrator; MemberUnknown; LastAdministrator.
    """
    here = _locked(actor)
    found = _member(here, member)
    if not found.is_active:
        return
    if found in administrators(here.pk):
        _refuse_last(here, found)
    Role.objects.filter(user=found, organisation=here).delete()
    dismiss_registrar(user=found.pk, actor=f"user:{actor.pk}", at=at)
    found.is_active = False
    found.save(update_fields=["is_active"])
    facts = {"organisation": str(here.pk)}
    write([Event("accounts.member.deactivated", found.pk, f"user:{actor.pk}", facts)], at=at)
    end_sessions(user=found, keep=None, at=at, actor=f"user:{actor.pk}")
    state_fact(MemberDeactivated(user=found.pk, organisation=here.pk, actor=actor.pk, at=at))


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
    found = User.objects.filter(pk=key, organisation=here, kind=User.Kind.PERSON).first()
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
