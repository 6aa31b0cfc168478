"""Which guests a browser session has let in, and until when. Works on any session that is a mapping."""

from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

# Long enough to read and answer a letter in peace; every page renews it.
IDLE = timedelta(minutes=60)
_KEY = "guests"


def grant(session: MutableMapping[str, Any], guest: UUID, at: datetime) -> None:
    """Let a verified guest in from now on."""
    session[_KEY] = {**session.get(_KEY, {}), str(guest): at.isoformat()}


def granted(session: MutableMapping[str, Any], guest: UUID, at: datetime) -> bool:
    """Whether this session may act for the guest; using it renews it, at most once a minute."""
    last = session.get(_KEY, {}).get(str(guest))
    if last is None:
        return False
    age = at - datetime.fromisoformat(last)
    if age > IDLE:
        withdraw(session, guest)
        return False
    if age > timedelta(minutes=1):
        grant(session, guest, at)
    return True


def withdraw(session: MutableMapping[str, Any], guest: UUID) -> None:
    """Close the door behind a guest."""
    session[_KEY] = {key: value for key, value in session.get(_KEY, {}).items() if key != str(guest)}
