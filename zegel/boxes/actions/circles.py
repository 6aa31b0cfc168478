"""Verbs of the members of a circle, which are mailboxes."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.actions.circle_statements import add_circle_statement
from zegel.boxes.actions.rows import let_in, locked, managers_of
from zegel.boxes.errors import BoxUnknown, KeyVersionPast, LastManager, MailboxAlready, MayNotManage
from zegel.boxes.events import MailboxAdded, MailboxRemoved
from zegel.boxes.models import Container, Member
from zegel.boxes.queries import (
    access_to,
    boxes_by_id,
    current_key_versions,
    in_force,
    paths_to,
    sending_box,
)
from zegel.boxes.rules import checked_right
from zegel.evidence.actions import write
from zegel.lib.principal import Principal
from zegel.seal.membership import Signed


@transaction.atomic
def add_mailbox(
    *,
    actor: Principal,
    box: UUID,
    mailbox: UUID,
    right: str,
    keys: Mapping[int, bytes],
    key_version: int,
    statement: Signed | None = None,
    at: datetime,
) -> Member:
    """Let a mailbox into a circle. `keys`: number of a version of the circle's key → that key, sealed by the actor's client
    to the mailbox's key of `key_version`. With all of them it reads what was placed before; with the newest only from now on.

    Raises:
        BoxUnknown: not a circle of the actor's, or no such mailbox; MayNotManage, MailboxAlready, RightRefused; KeyVersionPast:
        the mailbox's key was renewed; KeysIncomplete: the newest key is not among the keys, or one that never was; StatementRefused.
    """
    place = _managed(actor, box, at)
    found = boxes_by_id([mailbox]).get(mailbox)
    if found is None:
        raise BoxUnknown
    if Member.objects.filter(in_force(at), box=place, mailbox=found).exists():
        raise MailboxAlready(name=found.name)
    if current_key_versions([mailbox]) != {mailbox: key_version}:
        raise KeyVersionPast
    facts = {"right": checked_right(right, delegated=False), "ends_on": None, "ends_at": None}
    member = let_in(place, facts, keys, at, sealed_to=key_version, mailbox=found)
    added = MailboxAdded(subject=box, mailbox=mailbox, right=right, key_versions=sorted(keys))
    write([added], actor=actor, at=at)
    add_circle_statement(actor, place, statement, at)
    return member


@transaction.atomic
def remove_mailbox(*, actor: Principal, box: UUID, mailbox: UUID, at: datetime) -> Member:
    """Shut a mailbox out of a circle from this moment on, or leave with one's own. The key is renewed by the next member who
    comes by.

    Raises:
        BoxUnknown: not a circle of the actor's, or no member of it; MayNotManage, MayNotSend, LastManager.
    """
    paths = paths_to(actor.account, box, at=at)
    if not paths[0].may_manage and any(path.member.mailbox_id == mailbox for path in paths):
        sending_box(actor.account, mailbox, at=at)
        place = locked(box)
    else:
        place = _managed(actor, box, at)
    member = Member.objects.filter(in_force(at), box=place, mailbox=mailbox).first()
    if member is None:
        raise BoxUnknown
    if not managers_of(place, at).exclude(mailbox=mailbox).exists():
        raise LastManager
    member.ended_at = at
    member.save(update_fields=["ended_at"])
    write([MailboxRemoved(subject=box, mailbox=mailbox, right=member.right)], actor=actor, at=at)
    return member


def _managed(actor: Principal, box: UUID, at: datetime) -> Container:
    """A circle, locked, of which the actor decides who its members are."""
    place = locked(box)
    if not access_to(actor.account, box, at=at).may_manage:
        raise MayNotManage
    if place.is_mailbox:
        raise BoxUnknown
    return place
