"""Who can read something, as the sentence about it needs to know: by the real grants, and never more than the asker may know."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from zegel.api.shared.schemas import KeepersOut, ReaderOut
from zegel.boxes.queries import BoxReaders, readers_of


def readers_out(holders: Iterable[str], *, own: Collection[UUID], at: datetime) -> list[ReaderOut]:
    """The holders, as references of evidence, with whoever opens what they hold. `own` are the mailboxes of who asks."""
    parted = [(kind, UUID(key)) for kind, _, key in (holder.partition(":") for holder in holders)]
    found = readers_of([key for kind, key in parted if kind == "box"], at=at)
    return [
        _reader(found[key], own) if kind == "box" and key in found else _guest(key) for kind, key in parted
    ]


def _reader(readers: BoxReaders, own: Collection[UUID]) -> ReaderOut:
    box = readers.box
    return ReaderOut(
        kind="box",
        id=box.pk,
        name=box.name,
        organisation=box.organisation.name if box.organisation else "",
        members=len(readers.members),
        delegate_count=len(readers.delegates),
        delegates=[person.name for person in readers.delegates] if box.pk in own else [],
        agents=len(readers.agents),
        keepers=[
            KeepersOut(organisation=keeper.organisation, needed=keeper.needed) for keeper in readers.keepers
        ],
    )


def _guest(key: UUID) -> ReaderOut:
    """Somebody without an account; their name is for the sender alone."""
    return ReaderOut(
        kind="guest",
        id=key,
        name="",
        organisation="",
        members=0,
        delegate_count=0,
        delegates=[],
        agents=0,
        keepers=[],
    )
