"""Keys of containers: which to seal to, which to hand out, and which must be renewed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q

from zegel.boxes.errors import BoxUnknown
from zegel.boxes.models import Container, KeyVersion, KnownKeys, Member, MemberKey, Statement
from zegel.boxes.queries.directory import boxes_by_id
from zegel.boxes.queries.members import Account, access_to, in_force, member_ids, membership
from zegel.boxes.rules import MANAGE, SEND
from zegel.identity.queries.people import User
from zegel.seal.membership import key_hash


def sealed_keys(members: Iterable[Member]) -> dict[int, list[MemberKey]]:
    """The keys of memberships the caller may hand out, by membership: of every key version they may open, newest first."""
    found: dict[int, list[MemberKey]] = {}
    rows = MemberKey.objects.filter(member__in=list(members)).select_related("key_version")
    for key in rows.order_by("-key_version__number"):
        found.setdefault(key.member_id, []).append(key)
    return found


def stale_boxes(keys: Iterable[UUID], *, at: datetime) -> set[UUID]:
    """Those of `keys` whose newest key is known to somebody who is no member any more: it must be renewed.

    Who left a mailbox knows what was sealed to its key, so a container goes stale when the key of a mailbox in it is renewed.
    """
    rows = MemberKey.objects.filter(member__box__in=list(keys), key_version__until__isnull=True)
    gone = Member.objects.filter(pk=OuterRef("member")).exclude(in_force(at))
    older = Q(sealed_to__lt=F("member__mailbox__key_version"))
    return set(rows.filter(Exists(gone) | older).values_list("member__box", flat=True))


def opened_at(box: UUID) -> datetime:
    """When a mailbox was made."""
    return KeyVersion.objects.get(box=box, number=1).since


def current_key_versions(keys: Iterable[UUID]) -> dict[UUID, int]:
    """The number of the newest key version of boxes; until the caller's transaction ends no newer one begins."""
    with connection.cursor() as cursor:
        # Readers share; only who begins a key version waits for them, and they for that one. Django has no FOR SHARE.
        cursor.execute(
            "SELECT id, key_version FROM boxes_container WHERE id = ANY(%s) ORDER BY id FOR SHARE",
            [list(keys)],
        )
        return dict(cursor.fetchall())


def last_statements(boxes: Iterable[UUID]) -> dict[UUID, Statement]:
    """What was last signed about the members of mailboxes the caller may know of, by mailbox (one query)."""
    rows = Statement.objects.filter(box__in=list(boxes)).order_by("box", "-number").distinct("box")
    return {statement.box_id: statement for statement in rows}


def statements_of(user: Account, box: UUID, first: int, *, at: datetime) -> list[Statement]:
    """What was signed about the members of a mailbox, from the number `first` on, in order; a thousand at most.

    Raises:
        BoxUnknown: not the user's box.
    """
    membership(user, box, at=at)
    return _stated(box, first)


def circle_statements(user: Account, circle: UUID, first: int, *, at: datetime) -> list[Statement]:
    """What was signed about the mailboxes in a circle, from the number `first` on, in order; a thousand at most.

    Raises:
        BoxUnknown: the user cannot open it.
    """
    access_to(user, circle, at=at)
    return _stated(circle, first)


def signer_statements(user: Account, circle: UUID, mailbox: UUID, *, at: datetime) -> list[Statement]:
    """What was signed about the members of a mailbox that makes keys of a circle, for who reads in that circle: by these
    they know who may sign there. Identifiers and keys, no names.

    Raises:
        BoxUnknown: the user cannot open it, or the mailbox makes no keys there.
    """
    access_to(user, circle, at=at)
    if not Member.objects.filter(box=circle, mailbox=mailbox, right__in=[SEND, MANAGE]).exists():
        raise BoxUnknown
    return _stated(mailbox, 1)


def _stated(box: UUID, first: int) -> list[Statement]:
    return list(Statement.objects.filter(box=box, number__gte=first).order_by("number")[:1000])


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
    owners = {member.box_id: member.person for member in rows}
    begun = dict(KeyVersion.objects.filter(box__in=keys, until__isnull=True).values_list("box", "since"))
    return [PublicKeys(box, owners.get(box.pk), begun.get(box.pk)) for box in boxes_by_id(keys).values()]


def newest_keys(box: UUID) -> dict[str, Any]:
    """What anybody may hold the keys of a mailbox to: number and hash of its own, and its owner's keys (three queries)."""
    version = KeyVersion.objects.get(box=box, until__isnull=True)
    found: dict[str, Any] = {"number": version.number, "key": key_hash(version.recipient)}
    own = Member.objects.filter(
        box=box, box__kind=Container.Kind.PERSONAL, right=MANAGE, delegated_by__isnull=True
    )
    owner = own.filter(user__isnull=False).select_related("user").first()
    return found | (
        {"recipient": owner.person.recipient, "signingKey": owner.person.signing_key} if owner else {}
    )


def known_keys(user: Account, box: UUID, about: UUID, *, at: datetime) -> list[KnownKeys]:
    """What the members of a box kept of the keys of another, the last one first; of those who left, nothing.

    Raises:
        BoxUnknown: not the user's box.
    """
    membership(user, box, at=at)
    rows = KnownKeys.objects.filter(box=box, about=about, writer__in=member_ids(box, at=at))
    return list(rows.select_related("writer").order_by("-at"))
