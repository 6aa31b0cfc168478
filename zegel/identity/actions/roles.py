"""Who may do what in an organisation: roles given and taken, members let out and in."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.evidence.actions import write
from zegel.identity.errors.organisations import (
    LastAdministrator,
    MemberUnknown,
    NotAdministrator,
    RoleUnknown,
)
from zegel.identity.events import MemberDeactivated, MembershipClosed, MembershipOpened, RoleGiven, RoleTaken
from zegel.identity.models import Organisation, RegisterKeeper, Role, User
from zegel.identity.queries.organisations import administered, administrators
from zegel.identity.queries.organisations import member as member_of
from zegel.identity.queries.people import account_of
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.outbox.actions import state_fact

REGISTER_KEEPER = "register_keeper"
"""A role for the whole installation, apart from those of an organisation (ADR 0046)."""


@transaction.atomic
def appoint(*, actor: Principal, user: UUID, kind: str, at: datetime) -> None:
    """Give somebody a role: the operator's verb, for the first administrator of the organisation they work for, and for who
    keeps the professional register (`register_keeper`), which is a role for the whole installation.

    Raises:
        RoleUnknown; MemberUnknown: nobody, or they work for no organisation.
    """
    if kind == REGISTER_KEEPER:
        name_register_keeper(actor=actor, user=user, at=at)
        return
    found = User.objects.filter(pk=user, organisation__isnull=False, is_active=True).first()
    if found is None:
        raise MemberUnknown
    _give(found, kind, actor, at)


@transaction.atomic
def set_roles(*, actor: Principal, member: UUID, kinds: frozenset[str], at: datetime) -> None:
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
        _give(found, kind, actor, at)
    for kind in sorted(held - kinds):
        Role.objects.filter(user=found, organisation=here, kind=kind).delete()
        write([RoleTaken(subject=found.pk, role=kind, organisation=here.pk)], actor=actor, at=at)


@step
@transaction.atomic
def close_membership(*, actor: Principal, member: UUID, at: datetime) -> User | None:
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
    dismiss_register_keeper(actor=actor, user=found.pk, at=at)
    found.is_active = False
    found.save(update_fields=["is_active"])
    write([MembershipClosed(subject=found.pk, organisation=here.pk)], actor=actor, at=at)
    state_fact(MemberDeactivated(user=found.pk, organisation=here.pk, actor=actor.account, at=at))
    return found


@transaction.atomic
def reactivate(*, actor: Principal, member: UUID, at: datetime) -> None:
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
    write([MembershipOpened(subject=found.pk, organisation=here.pk)], actor=actor, at=at)


def _locked(actor: Principal) -> Organisation:
    """The organisation, locked: two administrators who remove each other at the same time are one after the other."""
    here = administered(account_of(actor))
    locked = Organisation.objects.select_for_update().get(pk=here.pk)
    if actor.account not in {user.pk for user in administrators(locked.pk)}:
        raise NotAdministrator
    return locked


def _member(here: Organisation, key: UUID) -> User:
    found = member_of(here.pk, key)
    if found is None:
        raise MemberUnknown
    return found


def _refuse_last(here: Organisation, leaving: User) -> None:
    if [user.pk for user in administrators(here.pk)] == [leaving.pk]:
        raise LastAdministrator


def _give(user: User, kind: str, actor: Principal, at: datetime) -> None:
    if kind not in Role.Kind.values or user.organisation_id is None:
        raise RoleUnknown
    _, fresh = Role.objects.get_or_create(
        user=user, organisation_id=user.organisation_id, kind=kind, defaults={"since": at}
    )
    if fresh:
        event = RoleGiven(subject=user.pk, role=kind, organisation=user.organisation_id)
        write([event], actor=actor, at=at)


@transaction.atomic
def name_register_keeper(*, actor: Principal, user: UUID, at: datetime) -> None:
    """Let somebody keep the professional register for the whole installation: the operator's verb.

    Raises:
        MemberUnknown: nobody, or a program.
    """
    found = User.objects.filter(pk=user, is_active=True, kind=User.Kind.PERSON).first()
    if found is None:
        raise MemberUnknown
    _, fresh = RegisterKeeper.objects.get_or_create(user=found, defaults={"since": at})
    if fresh:
        write([RoleGiven(subject=found.pk, role=REGISTER_KEEPER)], actor=actor, at=at)


@step
@transaction.atomic
def dismiss_register_keeper(*, actor: Principal, user: UUID, at: datetime) -> bool:
    """Let somebody keep the professional register no more; gives whether they did."""
    gone, _ = RegisterKeeper.objects.filter(user=user).delete()
    if gone:
        write([RoleTaken(subject=user, role=REGISTER_KEEPER)], actor=actor, at=at)
    return bool(gone)
