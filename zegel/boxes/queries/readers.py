"""Who can open what a mailbox holds, for the sentence that says so: members, delegates, the court's automation, and keepers of spare keys."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from zegel.boxes.models import Container, Member
from zegel.boxes.queries.directory import boxes_by_id
from zegel.boxes.queries.members import in_force
from zegel.identity.queries.people import User
from zegel.key_custody.queries.escrow import keepers_of


@dataclass(frozen=True, slots=True)
class Keepers:
    """So many officers of an organisation together can open what a member can."""

    organisation: str
    needed: int


@dataclass(slots=True)
class BoxReaders:
    """Who opens a mailbox today."""

    box: Container
    members: list[User] = field(default_factory=list)
    delegates: list[User] = field(default_factory=list)
    agents: list[User] = field(default_factory=list)
    keepers: list[Keepers] = field(default_factory=list)


def readers_of(keys: Iterable[UUID], *, at: datetime) -> dict[UUID, BoxReaders]:
    """Who opens each of these mailboxes (three queries)."""
    boxes = boxes_by_id(list(keys))
    found = {key: BoxReaders(box) for key, box in boxes.items()}
    rows = Member.objects.filter(in_force(at), box__in=list(boxes), user__isnull=False)
    for member in rows.select_related("user").order_by("since", "id"):
        readers = found[member.box_id]
        kind = (
            readers.agents
            if member.checks
            else readers.delegates
            if member.delegated_by_id
            else readers.members
        )
        kind.append(member.person)
    kept = keepers_of(
        person.pk for readers in found.values() for person in (*readers.members, *readers.delegates)
    )
    for readers in found.values():
        known = {kept[person.pk] for person in (*readers.members, *readers.delegates) if person.pk in kept}
        readers.keepers = [Keepers(*keeper) for keeper in sorted(known)]
    return found
