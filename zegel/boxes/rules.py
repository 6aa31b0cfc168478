"""Who may do what in a box, and until when. Pure."""

from datetime import date, datetime, timedelta
from typing import Final

from zegel.boxes.errors import EndRefused, RightRefused
from zegel.lib.moments import AMSTERDAM, amsterdam

READ: Final = "read"
PREPARE: Final = "prepare"
SEND: Final = "send"
MANAGE: Final = "manage"
RIGHTS: Final = (READ, PREPARE, SEND, MANAGE)
"""From the least to the most; who has one has all before it."""

MAILBOXES: Final = ("personal", "team")
"""Kinds of containers with an e-mail address."""

CIRCLES: Final = ("intake", "open", "shielded", "court")
"""Kinds of containers without one: who may read what of a case."""

DELEGATED: Final = (READ, PREPARE, SEND)
"""What one can leave to somebody else: nobody hands their mailbox itself over."""


def may(right: str, needed: str) -> bool:
    """Whether a right is enough for what needs another."""
    return RIGHTS.index(right) >= RIGHTS.index(needed)


def may_renew(right: str, *, shared: bool, checks: bool) -> bool:
    """Whether a member may make the next key of a container: its managers, and in a shared one who sends for it."""
    return not checks and may(right, SEND if shared else MANAGE)


def right_through(mailbox: str, own: str) -> str:
    """What somebody may do in a container of which a mailbox is a member with the right `mailbox`, by their right in it.

    Who acts for the mailbox has all of it; who only reads or prepares there has no more than that.
    """
    return mailbox if may(own, SEND) else min(mailbox, own, key=RIGHTS.index)


def end_of(day: date) -> datetime:
    """The first moment after a day in the Netherlands: what ends on a day still holds on all of it."""
    following = day + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=AMSTERDAM)


def checked_end(day: date | None, at: datetime) -> datetime | None:
    """The moment from which a right is over; None for one without an end.

    Raises:
        EndRefused: the day is over already, or more than ten years away.
    """
    if day is None:
        return None
    today = amsterdam(at).date()
    if not today <= day <= today + timedelta(days=3653):
        raise EndRefused(field="ends_on")
    return end_of(day)


def checked_right(right: str, *, delegated: bool) -> str:
    """A right that can be given.

    Raises:
        RightRefused: there is no such right, or it is not one to delegate.
    """
    if right not in (DELEGATED if delegated else RIGHTS):
        raise RightRefused(field="right")
    return right


FOUND_BY_STRANGERS = 5
"""How many mailboxes a search shows of whom nobody knows who they are."""
SEARCHES_OF_STRANGERS = 60
"""In an hour; a list that is typed into is asked at every pause."""
SEARCHES = 600
"""In an hour, of everybody else: a secretariat on its busiest morning stays under it."""
