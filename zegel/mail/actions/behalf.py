"""What somebody does in a mailbox on behalf of its owner is written down for that owner to read."""

from datetime import datetime
from uuid import UUID

from zegel.boxes.queries import is_delegate
from zegel.evidence.actions import Event, write
from zegel.identity.queries.people import User
from zegel.mail.events import DELEGATE


def note_delegate(user: User, box: UUID, what: str, at: datetime, **about: object) -> None:
    """Evidence about the box of what its owner's delegate did; nothing of anybody else. In the caller's transaction."""
    if is_delegate(user, box, at=at):
        facts = {name: value if isinstance(value, int) else str(value) for name, value in about.items()}
        write([Event(DELEGATE + what, box, f"user:{user.pk}", facts)], at=at)
