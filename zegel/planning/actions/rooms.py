"""The rooms of a court, and a desk's own words in its letter. Who manages the desk's mailbox says so."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.queries import managed_box
from zegel.evidence.actions import write
from zegel.lib.principal import Principal
from zegel.planning.errors import RoomRefused, RoomUnknown
from zegel.planning.events import LetterTextChanged, RoomAdded, RoomEnded
from zegel.planning.models import LetterText, Room
from zegel.planning.queries import desk_place
from zegel.planning.rules.letters import check_text


@transaction.atomic
def add_room(*, actor: Principal, desk: UUID, name: str, at: datetime) -> Room:
    """A room for hearings where the desk sits; the same name again gives the first.

    Raises:
        BoxUnknown, MayNotManage; NoDesk; RoomRefused.
    """
    managed_box(actor.account, desk, at=at)
    place = desk_place(desk)
    called = " ".join(name.split())
    if not 1 <= len(called) <= 60:
        raise RoomRefused(field="name")
    row, fresh = Room.objects.get_or_create(
        court=place.court, location=place.location, name=called, until=None, defaults={"since": at}
    )
    if fresh:
        added = RoomAdded(subject=desk, room=row.pk, court=row.court, location=row.location, called=row.name)
        write([added], actor=actor, at=at)
    return row


@transaction.atomic
def end_room(*, actor: Principal, desk: UUID, room: UUID, at: datetime) -> None:
    """A room is used no more; hearings that have it keep it.

    Raises:
        BoxUnknown, MayNotManage; NoDesk; RoomUnknown.
    """
    managed_box(actor.account, desk, at=at)
    place = desk_place(desk)
    if not Room.objects.filter(pk=room, court=place.court, until__isnull=True).update(until=at):
        raise RoomUnknown(field="room")
    write([RoomEnded(subject=desk, room=room)], actor=actor, at=at)


@transaction.atomic
def change_letter_text(
    *, actor: Principal, desk: UUID, opening: str, closing: str, at: datetime
) -> LetterText:
    """The desk's own words above and below the facts of the letter with the day.

    Raises:
        BoxUnknown, MayNotManage; NoDesk; LetterTextRefused.
    """
    managed_box(actor.account, desk, at=at)
    desk_place(desk)
    check_text(opening, "opening")
    check_text(closing, "closing")
    row, _fresh = LetterText.objects.update_or_create(
        desk_id=desk, defaults={"opening": opening, "closing": closing, "changed_at": at}
    )
    digest = hashlib.sha256(f"{opening}\0{closing}".encode()).hexdigest()
    write([LetterTextChanged(subject=desk, sha256=digest)], actor=actor, at=at)
    return row
