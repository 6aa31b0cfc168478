"""Verbs of boxes: who can open one, and with which key."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from zegel.authentication.actions.passwords import prove_password
from zegel.authentication.queries.factors import is_secure
from zegel.boxes.errors import (
    BoxUnknown,
    CheckerAlready,
    FactorMissing,
    KeysIncomplete,
    KeyVersionPast,
    LastManager,
    MayNotManage,
    MemberAlready,
    NothingToRenew,
    PersonUnknown,
)
from zegel.boxes.letters import MemberAdded, MemberRemoved
from zegel.boxes.models import Container, KeyVersion, KnownKeys, Member, MemberKey
from zegel.boxes.queries import (
    account_holder,
    boxes_by_id,
    court_agents,
    current_key_versions,
    in_force,
    managed_box,
    member_ids,
    membership,
    own_box,
    stale_boxes,
)
from zegel.boxes.rules import MANAGE, READ, RIGHTS, SEND, checked_end, checked_right, may_renew
from zegel.evidence.actions import Event, write
from zegel.identity.errors.invitations import AddressTaken
from zegel.identity.queries.organisations import administered
from zegel.identity.queries.people import User
from zegel.key_custody.actions.key_reset import replace_keys
from zegel.key_custody.actions.sign_up import accept, look
from zegel.key_custody.errors.agents import AgentUnknown
from zegel.key_custody.errors.keys import KeysRefused
from zegel.key_custody.rules.keys import NewKeys, is_recipient
from zegel.lib.ids import uuid7
from zegel.notify.actions import queue_mail
from zegel.seal.errors import SealError
from zegel.seal.header import is_sealed_key
from zegel.seal.recipients import HybridRecipient, parse_recipient


@transaction.atomic
def add_box(
    *,
    kind: str,
    name: str,
    address: str,
    recipient: str,
    organisation: UUID | None,
    members: dict[UUID, bytes],
    language: str = "nl",
    checkers: Collection[UUID] = (),
    managers: Collection[UUID] = (),
    at: datetime,
) -> Container:
    """Register a box made by a client. `members`: user → the box's key sealed to that user's key.

    `checkers` are those members that are the court's automation: they check what arrives and send nothing. `managers`
    decide who else is a member; of a personal box that is whoever it is of.
    """
    box = Container.objects.create(
        kind=kind,
        name=name,
        address=address,
        recipient=recipient,
        organisation_id=organisation,
        language=language,
    )
    key_version = KeyVersion.objects.create(box=box, number=1, recipient=recipient, since=at)
    own = members if kind == Container.Kind.PERSONAL else managers
    rights = {user: READ if user in checkers else MANAGE if user in own else SEND for user in members}
    rows = Member.objects.bulk_create(
        Member(box=box, user_id=user, right=right, checks=user in checkers, since=at)
        for user, right in rights.items()
    )
    MemberKey.objects.bulk_create(
        MemberKey(member=one, key_version=key_version, sealed_identity=members[one.user_id]) for one in rows
    )
    return box


@transaction.atomic
def renew_key(
    *, actor: User, box: UUID, number: int, recipient: str, keys: Mapping[UUID, bytes], at: datetime
) -> KeyVersion:
    """Begin a new key version with a key made by a member's client: what is sealed from now on is closed to who has left.

    `number` is that of the new key version; `keys` has the new key sealed to every member. What those who left were given is
    removed. Who manages the box may do this always, who sends for a team when somebody has left.

    Raises:
        BoxUnknown, MayNotManage; KeyVersionPast: somebody else was first; NothingToRenew; KeysIncomplete: the keys are not
        those of exactly the members of this moment.
    """
    place = _locked(box)
    mine = membership(actor, box, at=at)
    if not may_renew(mine.right, team=place.kind == Container.Kind.TEAM, checks=mine.checks):
        raise MayNotManage
    if number != place.key_version + 1:
        raise KeyVersionPast
    if not mine.may_manage and box not in stale_boxes([box], at=at):
        raise NothingToRenew
    return _begin_key_version(actor, place, NextKey(number, recipient, keys), at)


@dataclass(frozen=True, slots=True)
class NextKey:
    """The key of the key version with this number as a member's client made it, sealed to every member."""

    number: int
    recipient: str
    keys: Mapping[UUID, bytes]


def _begin_key_version(actor: User, place: Container, made: NextKey, at: datetime) -> KeyVersion:
    """Begin a new key version of a box that is locked."""
    box, number, recipient, keys = place.pk, made.number, made.recipient, made.keys
    if number != place.key_version + 1:
        raise KeyVersionPast
    if (
        set(keys) != member_ids(box, at=at)
        or not all(map(is_sealed_key, keys.values()))
        or not _hybrid(recipient)
    ):
        raise KeysIncomplete
    gone = list(Member.objects.filter(box=place, keys__isnull=False).exclude(in_force(at)).distinct())
    MemberKey.objects.filter(member__in=gone).delete()
    KeyVersion.objects.filter(box=place, until__isnull=True).update(until=at)
    key_version = KeyVersion.objects.create(box=place, number=number, recipient=recipient, since=at)
    rows = Member.objects.filter(in_force(at), box=place)
    MemberKey.objects.bulk_create(
        MemberKey(member=one, key_version=key_version, sealed_identity=keys[one.user_id]) for one in rows
    )
    Container.objects.filter(pk=box).update(key_version=number, recipient=recipient)
    facts = {
        "number": number,
        "key": hashlib.sha256(recipient.encode()).hexdigest(),
        "members": sorted(str(one) for one in keys),
        "ended": sorted(str(one.user_id) for one in gone),
    }
    write([Event("boxes.key-version.started", box, f"user:{actor.pk}", facts)], at=at)
    return key_version


@transaction.atomic
def add_member(
    *,
    actor: User,
    box: UUID,
    user: UUID,
    right: str,
    ends_on: date | None,
    keys: Mapping[int, bytes],
    at: datetime,
) -> Member:
    """Let somebody use a box. `keys`: number of a key version → its key, sealed to that user by the actor's client.

    In a personal box the new member is a delegate of its owner.

    Raises:
        BoxUnknown, MayNotManage, PersonUnknown, FactorMissing, MemberAlready, RightRefused, EndRefused; KeysIncomplete: the newest
        key version is not among the keys, or one that never was.
    """
    managed_box(actor, box, at=at)
    place = _locked(box)
    who = account_holder(user)
    personal = place.kind == Container.Kind.PERSONAL
    if not is_secure(who):
        raise FactorMissing(field="person", name=who.name)
    right = checked_right(right, delegated=personal)
    ends_at = checked_end(ends_on, at)
    if Member.objects.filter(in_force(at), box=place, user=who).exists():
        raise MemberAlready(field="person", name=who.name)
    delegated_by = actor if personal else None
    facts = {"right": right, "delegated_by": delegated_by, "ends_on": ends_on, "ends_at": ends_at}
    member = _let_in(place, who, facts | {"checks": False}, keys, at)
    _write("boxes.member.added", actor.pk, member, at, key_versions=sorted(keys))
    _tell(MemberAdded, place, member, at)
    return member


@transaction.atomic
def add_checker(*, actor: User, box: UUID, user: UUID, keys: Mapping[int, bytes], at: datetime) -> Member:
    """Let an agent of the court open what arrives in a box, to check it; it is no reader. `keys` as for `add_member`.

    The actor administers the court, and manages the box: only who can open it can hand over its key.

    Raises:
        NotAdministrator; BoxUnknown, MayNotManage; AgentUnknown: no agent of this court; CheckerAlready; KeysIncomplete.
    """
    here = administered(actor)
    if managed_box(actor, box, at=at).organisation_id != here.pk:
        raise BoxUnknown
    place = _locked(box)
    who = next((one for one in court_agents(here.pk) if one.pk == user), None)
    if who is None:
        raise AgentUnknown
    if Member.objects.filter(in_force(at), box=place, user=who).exists():
        raise CheckerAlready(name=who.name)
    facts = {"right": READ, "delegated_by": None, "ends_on": None, "ends_at": None}
    member = _let_in(place, who, facts | {"checks": True}, keys, at)
    _write("boxes.checker.added", actor.pk, member, at, key_versions=sorted(keys))
    _tell(MemberAdded, place, member, at)
    return member


@transaction.atomic
def remove_checker(*, actor: User, box: UUID, user: UUID, at: datetime) -> Member:
    """Take an agent's right away, from this moment on. The key is renewed by the next member who comes by, for which the actor
    need not be one: an agent that cannot be trusted is stopped by any administrator of the court.

    Raises:
        NotAdministrator; BoxUnknown: not one of the organisation; AgentUnknown: it does not check this box.
    """
    here = administered(actor)
    place = _locked(box)
    if place.organisation_id != here.pk:
        raise BoxUnknown
    member = (
        Member.objects.filter(in_force(at), box=place, user=user, checks=True).select_related("user").first()
    )
    if member is None:
        raise AgentUnknown
    member.ended_at = at
    member.save(update_fields=["ended_at"])
    _write("boxes.checker.removed", actor.pk, member, at)
    _tell(MemberRemoved, place, member, at)
    return member


@transaction.atomic
def change_member(
    *, actor: User, box: UUID, user: UUID, right: str, ends_on: date | None, at: datetime
) -> Member:
    """Give a member another right or last day.

    Raises:
        BoxUnknown, MayNotManage, PersonUnknown, RightRefused, EndRefused, LastManager.
    """
    managed_box(actor, box, at=at)
    place = _locked(box)
    member = _member(place, user, at)
    member.right = checked_right(right, delegated=member.delegated_by_id is not None)
    member.ends_on, member.ends_at = ends_on, checked_end(ends_on, at)
    if (right != MANAGE or ends_on) and not _managers(place, at).exclude(user=user).exists():
        raise LastManager
    member.save(update_fields=["right", "ends_on", "ends_at"])
    _write("boxes.member.changed", actor.pk, member, at)
    return member


@transaction.atomic
def remove_member(*, actor: User, box: UUID, user: UUID, at: datetime) -> Member:
    """Shut somebody out from this moment on, or leave oneself. The key is renewed by the next member who comes by.

    Raises:
        BoxUnknown, MayNotManage, PersonUnknown, LastManager.
    """
    if user != actor.pk:
        managed_box(actor, box, at=at)
    else:
        membership(actor, box, at=at)
    place = _locked(box)
    member = _member(place, user, at)
    if not _managers(place, at).exclude(user=user).exists():
        raise LastManager
    member.ended_at = at
    member.save(update_fields=["ended_at"])
    _write("boxes.member.removed", actor.pk, member, at)
    _tell(MemberRemoved, place, member, at)
    return member


@transaction.atomic
def end_memberships(*, user: UUID, organisation: UUID | None, actor: UUID, at: datetime) -> None:
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
        place = _locked(box)
        member = rows.select_related("user").filter(box=box).first()
        heir = _heir(place, user, at)
        if member is None or heir is None:
            continue
        if place.kind == Container.Kind.TEAM and not _managers(place, at).exclude(user=user).exists():
            heir.right, heir.ends_on, heir.ends_at = MANAGE, None, None
            heir.save(update_fields=["right", "ends_on", "ends_at"])
            _write("boxes.member.changed", actor, heir, at)
        member.ended_at = at
        member.save(update_fields=["ended_at"])
        _write("boxes.member.removed", actor, member, at)
        _tell(MemberRemoved, place, member, at)


@transaction.atomic
def readdress(*, user: UUID, before: str, after: str, at: datetime) -> None:
    """The mailbox of somebody's own follows their new mail address, unless a mailbox has it. Done twice, it does nothing."""
    rows = Container.objects.filter(kind=Container.Kind.PERSONAL, address__iexact=before)
    own = rows.filter(pk__in=Member.objects.filter(user=user, delegated_by__isnull=True).values("box"))
    box = own.select_for_update(of=("self",)).first()
    if box is None or Container.objects.filter(address__iexact=after).exists():
        return
    box.address = after
    box.save(update_fields=["address"])
    names = {"before": before, "after": after}
    write([Event("boxes.address.changed", box.pk, f"user:{user}", {"user": str(user)}, names)], at=at)


def _heir(box: Container, leaving: UUID, at: datetime) -> Member | None:
    """The member with the most right who is let in and stays, of equals the longest there."""
    rows = Member.objects.filter(in_force(at), box=box, checks=False, user__is_active=True).exclude(
        user=leaving
    )
    return min(rows, key=lambda one: (-RIGHTS.index(one.right), one.since, one.pk), default=None)


@transaction.atomic
def keep_known(*, actor: User, box: UUID, about: UUID, sealed: bytes, key_version: int, at: datetime) -> None:
    """Keep what the actor knows of the keys of the box `about`, for the members of `box`; it replaces what they kept before.

    It is sealed with the key of the box's key version `key_version` and signed by the actor inside, so evidence has nothing to tell.

    Raises:
        BoxUnknown: not the actor's box, or there is no box `about`; KeyVersionPast; KeysIncomplete: not a sealed file.
    """
    membership(actor, box, at=at)
    if about not in boxes_by_id([about]):
        raise BoxUnknown
    if not is_sealed_key(sealed):
        raise KeysIncomplete
    if current_key_versions([box]) != {box: key_version}:
        raise KeyVersionPast
    kept = {"sealed": sealed, "at": at}
    KnownKeys.objects.update_or_create(box_id=box, about_id=about, writer=actor, defaults=kept)


def _let_in(
    place: Container, who: User, facts: Mapping[str, object], keys: Mapping[int, bytes], at: datetime
) -> Member:
    """Make somebody a member of a box that is locked, with the keys of these key versions."""
    key_versions = {one.number: one for one in place.key_versions.all()}
    if (
        place.key_version not in keys
        or not set(keys) <= set(key_versions)
        or not all(map(is_sealed_key, keys.values()))
    ):
        raise KeysIncomplete
    member, _ = Member.objects.update_or_create(
        box=place, user=who, defaults={**facts, "since": at, "ended_at": None}
    )
    member.keys.all().delete()
    MemberKey.objects.bulk_create(
        MemberKey(member=member, key_version=key_versions[number], sealed_identity=sealed)
        for number, sealed in keys.items()
    )
    return member


def _locked(box: UUID) -> Container:
    """The box, which nobody else changes until this transaction ends."""
    found = Container.objects.select_for_update(no_key=True, of=("self",)).filter(pk=box).first()
    if found is None:
        raise BoxUnknown
    return found


def _member(box: Container, user: UUID, at: datetime) -> Member:
    """A member who is a person: the court's automation is not the members' to change."""
    found = (
        Member.objects.filter(in_force(at), box=box, user=user, checks=False).select_related("user").first()
    )
    if found is None:
        raise PersonUnknown
    return found


def _managers(box: Container, at: datetime) -> QuerySet[Member]:
    return Member.objects.filter(in_force(at), box=box, right=MANAGE, ends_at__isnull=True)


def _write(event: str, actor: UUID, member: Member, at: datetime, **more: object) -> None:
    facts = {
        "user": str(member.user_id),
        "right": member.right,
        "endsOn": member.ends_on.isoformat() if member.ends_on else None,
        "onBehalfOf": str(member.delegated_by_id) if member.delegated_by_id else None,
    }
    write([Event(event, member.box_id, f"user:{actor}", facts | more)], at=at)


def _tell(letter: type[MemberAdded | MemberRemoved], box: Container, member: Member, at: datetime) -> None:
    """A mail to the mailbox and to whom it is about, unless that is a program."""
    organisation = box.organisation.name if box.organisation else box.name
    told = letter(organisation=organisation, box=box.name, person=member.user.name)
    people = [] if member.checks else [(member.user.email, member.user.language)]
    for to, language in [(box.address, box.language), *people]:
        queue_mail(ref=uuid7(), letter=told, to=to, language=language, at=at)


def _hybrid(recipient: str) -> bool:
    try:
        return isinstance(parse_recipient(recipient), HybridRecipient)
    except SealError:
        return False


@dataclass(frozen=True, slots=True)
class NewBox:
    """A personal mailbox as its owner's client made it: its public key, and its key sealed to the owner's."""

    recipient: str
    sealed_identity: bytes


def open_account(
    *, token: str, name: str, language: str, keys: NewKeys, box: NewBox, address: str, at: datetime
) -> User:
    """Make the account of an invitation, with its own mailbox, or neither. `address` is the network address.

    Raises:
        InvitationOver, TooManyTries, AddressTaken, KeysRefused, NameRefused.
    """
    look(token=token, address=address, at=at)
    if not is_recipient(box.recipient) or not is_sealed_key(box.sealed_identity):
        raise KeysRefused
    with transaction.atomic():
        user = accept(token=token, name=name, language=language, keys=keys, at=at)
        try:
            with transaction.atomic():
                add_box(
                    kind=Container.Kind.PERSONAL, name=user.name, address=user.email, recipient=box.recipient,
                    organisation=user.organisation_id, members={user.pk: box.sealed_identity},
                    language=user.language, at=at,
                )  # fmt: skip
        except IntegrityError:
            # The address belongs to a team's mailbox.
            raise AddressTaken from None
    return user


def start_afresh(*, actor: User, keys: NewKeys, box: NextKey, address: str, at: datetime) -> None:
    """Begin anew with other keys after a reset without recovery code; `keys` has the present password.

    What comes into the actor's own mailbox opens from now on, with the key `box`; their delegates go on. Teams and mailboxes
    of others are left: only who is in there can let the new key in. `address` is the network address.

    Raises:
        PasswordWrong, TooManyTries; KeysRefused, KeysOpen; KeyVersionPast, KeysIncomplete.
    """
    prove_password(actor, keys.password.login, address=address, at=at)
    with transaction.atomic():
        user = replace_keys(actor=actor, keys=keys, at=at)
        _begin_key_version(user, _locked(own_box(user, at=at).pk), box, at)
        end_memberships(user=user.pk, organisation=None, actor=user.pk, at=at)


@transaction.atomic
def reseal_keys(*, actor: User, keys: Mapping[int, bytes], at: datetime) -> int:
    """After a fresh start: older keys of the actor's own mailbox, opened with a recovery code that was found, and sealed to the
    present user key. `keys`: number of a key version → its key. Gives how many there are.

    Raises:
        BoxUnknown; KeysIncomplete: no sealed key, or of a key version the actor never had.
    """
    rows = MemberKey.objects.filter(
        member__user=actor, member__box=own_box(actor, at=at), key_version__number__in=keys
    )
    found = list(rows.select_related("key_version").select_for_update(of=("self",)))
    if not found or len(found) != len(keys) or not all(map(is_sealed_key, keys.values())):
        raise KeysIncomplete
    for one in found:
        one.sealed_identity = keys[one.key_version.number]
    MemberKey.objects.bulk_update(found, ["sealed_identity"])
    write([Event("boxes.keys.resealed", actor.pk, f"user:{actor.pk}", {"key_versions": sorted(keys)})], at=at)
    return len(found)
