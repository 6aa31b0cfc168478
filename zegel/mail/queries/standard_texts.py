"""The texts that a mailbox writes often, and the filters it looks through."""

from datetime import datetime
from uuid import UUID

from zegel.boxes.queries import Account, membership
from zegel.mail.models import StandardText

__all__ = ["StandardText", "standard_texts"]


def standard_texts(
    user: Account, box: UUID, *, kind: str = StandardText.Kind.TEXT, at: datetime
) -> list[StandardText]:
    """The sealed standard texts of a box, or its filters (`StandardText.Kind`); the order is the reader's, who alone knows their names (two queries).

    Raises:
        BoxUnknown: not the user's box.
    """
    membership(user, box, at=at)
    return list(StandardText.objects.filter(box=box, kind=kind).order_by("id"))
