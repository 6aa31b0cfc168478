"""Verbs of keys: the next key of a container, older keys sealed anew, and what is known of those of others."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.actions.circle_statements import add_circle_statement
from zegel.boxes.actions.rows import locked
from zegel.boxes.actions.statements import add_statement
from zegel.boxes.errors import BoxUnknown, KeysIncomplete, KeyVersionPast, MayNotManage, NothingToRenew
from zegel.boxes.events import KeysResealed, KeyVersionBegun
from zegel.boxes.models import Container, KeyVersion, KnownKeys, Member, MemberKey
from zegel.boxes.queries import (
    access_to,
    boxes_by_id,
    current_key_versions,
    in_force,
    membership,
    own_box,
    parties_in,
    stale_boxes,
)
from zegel.boxes.rules import may_renew
from zegel.evidence.actions import write
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.seal.errors import SealError
from zegel.seal.header import is_sealed_key
from zegel.seal.membership import Signed
from zegel.seal.recipients import HybridRecipient, parse_recipient


@dataclass(frozen=True, slots=True)
class NextKey:
    """The key of the version with this number as a member's client made it, sealed to every member (user or mailbox).

    `sealed_to` is the number of the key version of each mailbox among them, `statement` what the client signed of it.
    """

    number: int
    recipient: str
    keys: Mapping[UUID, bytes]
    sealed_to: Mapping[UUID, int] = field(default_factory=dict)
    statement: Signed | None = None


@transaction.atomic
def renew_key(*, actor: Principal, box: UUID, made: NextKey, at: datetime) -> KeyVersion:
    """Begin a key version with a key made by a member's client: what is sealed from now on is closed to who has left.

    What those who left were given is removed. Who manages the container may do this always, who sends for a shared one
    when somebody has left.

    Raises:
        BoxUnknown, MayNotManage; KeyVersionPast: somebody else was first, here or in a mailbox it is sealed to;
        NothingToRenew; KeysIncomplete: the keys are not those of exactly the members of this moment.
    """
    place = locked(box)
    mine = access_to(actor.account, box, at=at)
    if not may_renew(mine.right, shared=place.kind != Container.Kind.PERSONAL, checks=mine.checks):
        raise MayNotManage
    if made.number != place.key_version + 1:
        raise KeyVersionPast
    if not mine.may_manage and box not in stale_boxes([box], at=at):
        raise NothingToRenew
    return begin_key_version(actor, place, made, at)


@step
def begin_key_version(
    actor: Principal, place: Container, made: NextKey, at: datetime, *, anew: bool = False
) -> KeyVersion:
    """Begin a key version of a container that is locked; with `anew` by who has other keys than before.

    Raises:
        KeyVersionPast, KeysIncomplete, StatementRefused.
    """
    if made.number != place.key_version + 1:
        raise KeyVersionPast
    parties = parties_in(place.pk, at=at)
    if (
        set(made.keys) != set(parties)
        or not all(map(is_sealed_key, made.keys.values()))
        or not _hybrid(made.recipient)
    ):
        raise KeysIncomplete
    mailboxes = {key for key, member in parties.items() if member.mailbox_id}
    if current_key_versions(mailboxes) != {key: made.sealed_to.get(key) for key in mailboxes}:
        raise KeyVersionPast
    gone = list(Member.objects.filter(box=place, keys__isnull=False).exclude(in_force(at)).distinct())
    MemberKey.objects.filter(member__in=gone).delete()
    KeyVersion.objects.filter(box=place, until__isnull=True).update(until=at)
    version = KeyVersion.objects.create(box=place, number=made.number, recipient=made.recipient, since=at)
    MemberKey.objects.bulk_create(
        MemberKey(
            member=member,
            key_version=version,
            sealed_identity=made.keys[key],
            sealed_to=made.sealed_to[key] if key in mailboxes else None,
        )
        for key, member in parties.items()
    )
    Container.objects.filter(pk=place.pk).update(key_version=made.number, recipient=made.recipient)
    begun = KeyVersionBegun(
        subject=place.pk,
        number=made.number,
        key=hashlib.sha256(made.recipient.encode()).hexdigest(),
        members=sorted(made.keys),
        ended=sorted(member.party for member in gone),
    )
    write([begun], actor=actor, at=at)
    if place.is_mailbox:
        add_statement(actor, place, made.statement, at, anew=anew)
    else:
        add_circle_statement(actor, place, made.statement, at)
    return version


@transaction.atomic
def reseal_keys(*, actor: Principal, keys: Mapping[int, bytes], at: datetime) -> int:
    """After a fresh start: older keys of the actor's own mailbox, opened with a recovery code that was found, and sealed to the
    present user key. `keys`: number of a key version → its key. Gives how many there are.

    Raises:
        BoxUnknown; KeysIncomplete: no sealed key, or of a key version the actor never had.
    """
    rows = MemberKey.objects.filter(
        member__user=actor.account, member__box=own_box(actor.account, at=at), key_version__number__in=keys
    )
    found = list(rows.select_related("key_version").select_for_update(of=("self",)))
    if not found or len(found) != len(keys) or not all(map(is_sealed_key, keys.values())):
        raise KeysIncomplete
    for key in found:
        key.sealed_identity = keys[key.key_version.number]
    MemberKey.objects.bulk_update(found, ["sealed_identity"])
    write([KeysResealed(subject=actor.account, key_versions=sorted(keys))], actor=actor, at=at)
    return len(found)


@transaction.atomic
def keep_known(
    *, actor: Principal, box: UUID, about: UUID, sealed: bytes, key_version: int, at: datetime
) -> None:
    """Keep what the actor knows of the keys of the box `about`, for the members of `box`; it replaces what they kept before.

    It is sealed with the key of the box's key version `key_version` and signed by the actor inside, so evidence has nothing to tell.

    Raises:
        BoxUnknown: not the actor's box, or there is no box `about`; KeyVersionPast; KeysIncomplete: not a sealed file.
    """
    membership(actor.account, box, at=at)
    if about not in boxes_by_id([about]):
        raise BoxUnknown
    if not is_sealed_key(sealed):
        raise KeysIncomplete
    if current_key_versions([box]) != {box: key_version}:
        raise KeyVersionPast
    kept = {"sealed": sealed, "at": at}
    KnownKeys.objects.update_or_create(box_id=box, about_id=about, writer_id=actor.account, defaults=kept)


def _hybrid(recipient: str) -> bool:
    try:
        return isinstance(parse_recipient(recipient), HybridRecipient)
    except SealError:
        return False
