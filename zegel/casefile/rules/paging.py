"""The key of the last row of a page, as an address carries it: a moment and an identifier."""

from datetime import datetime
from uuid import UUID

from zegel.casefile.errors import PageUnknown
from zegel.casefile.rules.moments import moment_in

type Key = tuple[datetime, UUID]


def written_key(moment: datetime, row: UUID) -> str:
    """A key as text."""
    return f"{moment.isoformat()}_{row}"


def read_key(text: str) -> Key | None:
    """The key in an address; None for the first page.

    Raises:
        PageUnknown: it is none.
    """
    if not text:
        return None
    moment, _, row = text.partition("_")
    found = moment_in(moment)
    if found is None:
        raise PageUnknown(field="before")
    try:
        return found, UUID(row)
    except ValueError:
        raise PageUnknown(field="before") from None
