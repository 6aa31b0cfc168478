"""What somebody did last with entries of a mailbox, remembered in their session for a while so that it can be undone."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest

from zegel.mail.queries.undo import Changed, Place
from zegel.mail.rules import UNDO_FOR

KEY: Final = "undo"


def remember(request: HttpRequest, box: UUID, changed: list[Changed], at: datetime) -> None:
    """Keep what was changed, in the place of what was kept before."""
    request.session[KEY] = {
        "box": str(box),
        "at": at.isoformat(),
        "changed": [[str(change.entry), _kept(change.was), _kept(change.became)] for change in changed],
    }


def can_undo(request: HttpRequest, box: UUID, at: datetime) -> bool:
    """Whether the last change was in this mailbox, and not too long ago."""
    kept: dict[str, Any] = request.session.get(KEY) or {}
    return kept.get("box") == str(box) and at - datetime.fromisoformat(kept["at"]) <= UNDO_FOR


def take(request: HttpRequest, box: UUID, at: datetime) -> list[Changed]:
    """What can be undone, once; nothing where it is too late."""
    if not can_undo(request, box, at):
        return []
    kept: dict[str, Any] = request.session.pop(KEY)
    return [Changed(UUID(key), _place(was), _place(became)) for key, was, became in kept["changed"]]


def _kept(place: Place) -> dict[str, Any]:
    return asdict(place) | {
        "listed_at": place.listed_at.isoformat(),
        "assignee": str(place.assignee) if place.assignee else None,
    }


def _place(kept: dict[str, Any]) -> Place:
    return Place(
        kept["folder"],
        datetime.fromisoformat(kept["listed_at"]),
        kept["unread"],
        UUID(kept["assignee"]) if kept["assignee"] else None,
    )
