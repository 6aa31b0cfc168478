"""Which guests a browser session has let in, since when and until when. Works on any session that is a mapping."""

from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

# Long enough to read and answer a letter in peace; every page renews it.
IDLE = timedelta(minutes=60)
# Then the code is asked again, however busy the session was.
LONGEST = timedelta(hours=12)
_KEY = "guests-in"


def grant(session: MutableMapping[str, Any], guest: UUID, at: datetime) -> None:
    """Let a verified guest in from now on."""
    _keep(session, guest, entered=at, last=at)


def granted(session: MutableMapping[str, Any], guest: UUID, at: datetime, *, since: datetime | None) -> bool:
    """Whether this session may act for the guest; using it renews it, at most once a minute.

    Whoever came in before `since` is out: the way in was changed, because it may have let in somebody else.
    """
    found = session.get(_KEY, {}).get(str(guest))
    if found is None:
        return False
    entered, last = (datetime.fromisoformat(text) for text in found)
    if at - last > IDLE or at - entered > LONGEST or (since and entered < since):
        withdraw(session, guest)
        return False
    if at - last > timedelta(minutes=1):
        _keep(session, guest, entered=entered, last=at)
    return True


def inside(session: MutableMapping[str, Any]) -> list[UUID]:
    """The guests this session ever let in and did not let out; `granted` says whether they still may act."""
    return [UUID(key) for key in session.get(_KEY, {})]


def withdraw(session: MutableMapping[str, Any], guest: UUID) -> None:
    """Close the door behind a guest."""
    session[_KEY] = {key: value for key, value in session.get(_KEY, {}).items() if key != str(guest)}


def _keep(session: MutableMapping[str, Any], guest: UUID, *, entered: datetime, last: datetime) -> None:
    session[_KEY] = {**session.get(_KEY, {}), str(guest): [entered.isoformat(), last.isoformat()]}
