"""Verbs that make a container: a mailbox, or a circle of readers."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.actions.circle_statements import add_circle_statement
from zegel.boxes.actions.statements import first_statement
from zegel.boxes.errors import (
    BoxUnknown,
    KeysIncomplete,
    KeyVersionPast,
    KindRefused,
    MayNotSend,
    StatementRefused,
)
from zegel.boxes.events import CircleOpened, MailboxOpened
from zegel.boxes.models import Container, KeyVersion, Member, MemberKey
from zegel.boxes.queries import boxes_by_id, current_key_versions, memberships
from zegel.boxes.rules import CIRCLES, MANAGE, READ, SEND, checked_right
from zegel.evidence.actions import write
from zegel.key_custody.errors.keys import KeysRefused
from zegel.key_custody.rules.keys import is_recipient
from zegel.lib.ids import uuid7
from zegel.lib.principal import Principal
from zegel.lib.verbs import nobody_acts
from zegel.seal.header import is_sealed_key
from zegel.seal.membership import Signed, key_hash


@dataclass(frozen=True, slots=True)
class NewBox:
    """A personal mailbox as its owner's client made it: its public key, and its key sealed to the owner's."""

    recipient: str
    sealed_identity: bytes


@dataclass(frozen=True, slots=True)
class MailboxMember:
    """A mailbox let into a circle: its right, and the circle's key sealed to its own key, which has this number."""

    mailbox: UUID
    right: str
    sealed_identity: bytes
    key_version: int


@dataclass(frozen=True, slots=True)
class NewCircle:
    """A circle as a client made it: its public key, and its key sealed to that of every member. With `key` it has this identifier,
    which its first `statement` names."""

    recipient: str
    members: Sequence[MailboxMember]
    key: UUID | None = None
    statement: Signed | None = None


@nobody_acts("the operator imports it, or it comes with an account")
@transaction.atomic
def add_box(
    *,
    key: UUID | None = None,
    kind: str,
    name: str,
    address: str,
    recipient: str,
    organisation: UUID | None,
    members: Mapping[UUID, bytes],
    language: str = "nl",
    checkers: Collection[UUID] = (),
    managers: Collection[UUID] = (),
    statement: Signed | None = None,
    brought_by: Principal | None = None,
    at: datetime,
) -> Container:
    """Register a mailbox made by a client. `members`: user → the mailbox's key sealed to that user's key.

    `checkers` are those members that are the court's automation: they check what arrives and send nothing. `managers`
    decide who else is a member; of a personal mailbox that is whoever it is of. With `key` it has this identifier, which its
    first `statement` names. That `brought_by` made it, with this key, is recorded.
    """
    box = Container.objects.create(
        pk=key or uuid7(),
        kind=kind,
        name=name,
        address=address,
        recipient=recipient,
        organisation_id=organisation,
        language=language,
    )
    version = KeyVersion.objects.create(box=box, number=1, recipient=recipient, since=at)
    own = members if kind == Container.Kind.PERSONAL else managers
    rights = {user: READ if user in checkers else MANAGE if user in own else SEND for user in members}
    rows = Member.objects.bulk_create(
        Member(box=box, user_id=user, right=right, checks=user in checkers, since=at)
        for user, right in rights.items()
    )
    MemberKey.objects.bulk_create(
        MemberKey(member=member, key_version=version, sealed_identity=members[member.party])
        for member in rows
    )
    if statement:
        first_statement(box, statement)
    if brought_by:
        opened = MailboxOpened(subject=box.pk, kind=kind, key=key_hash(recipient), members=sorted(members))
        write([opened], actor=brought_by, at=at)
    return box


@transaction.atomic
def open_circle(*, actor: Principal, kind: str, circle: NewCircle, at: datetime) -> Container:
    """Make a circle of readers: a container without an address whose members are mailboxes. The actor's client made its key.

    The actor acts for one of its managers: a circle nobody could change would stay as it is for ever.

    Raises:
        KindRefused: a mailbox, or nothing this version knows; BoxUnknown: a member that is no mailbox, or twice; MayNotSend:
        the actor acts for no manager; RightRefused; KeyVersionPast: a member's key was renewed; KeysRefused, KeysIncomplete; StatementRefused: the
        identifier is taken, or what `add_circle_statement` refuses.
    """
    members = {member.mailbox: member for member in circle.members}
    if kind not in CIRCLES:
        raise KindRefused(field="kind")
    if len(members) != len(circle.members) or set(boxes_by_id(list(members))) != set(members):
        raise BoxUnknown
    managers = {
        key for key, member in members.items() if checked_right(member.right, delegated=False) == MANAGE
    }
    if not managers & {mine.box_id for mine in memberships(actor.account, at=at) if mine.may_send}:
        raise MayNotSend
    if not is_recipient(circle.recipient):
        raise KeysRefused
    if not all(is_sealed_key(member.sealed_identity) for member in circle.members):
        raise KeysIncomplete
    if current_key_versions(members) != {key: member.key_version for key, member in members.items()}:
        raise KeyVersionPast
    if circle.key and Container.objects.filter(pk=circle.key).exists():
        raise StatementRefused
    made = Container.objects.create(pk=circle.key or uuid7(), kind=kind, recipient=circle.recipient)
    version = KeyVersion.objects.create(box=made, number=1, recipient=circle.recipient, since=at)
    rows = Member.objects.bulk_create(
        Member(box=made, mailbox_id=member.mailbox, right=member.right, since=at) for member in circle.members
    )
    MemberKey.objects.bulk_create(
        MemberKey(
            member=row,
            key_version=version,
            sealed_identity=members[row.party].sealed_identity,
            sealed_to=members[row.party].key_version,
        )
        for row in rows
    )
    key = hashlib.sha256(circle.recipient.encode()).hexdigest()
    write([CircleOpened(subject=made.pk, kind=kind, key=key, members=sorted(members))], actor=actor, at=at)
    add_circle_statement(actor, made, circle.statement, at)
    return made
