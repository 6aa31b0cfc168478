"""The key of the last row of a page, as an address carries it: a moment and an identifier."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list by next date was left: among the cases that have one ahead, or after those among the others."""

    dated: bool
    moment: datetime
    row: UUID

    def __str__(self) -> str:
        """The place as an address carries it."""
        return f"{_DATED if self.dated else _OTHER}{written_key(self.moment, self.row)}"


_DATED, _OTHER = "d", "r"


def read_place(text: str) -> Place | None:
    """The place in an address; None for the first page.

    Raises:
        PageUnknown: it is none.
    """
    if not text:
        return None
    key = read_key(text[1:])
    if key is None or text[0] not in {_DATED, _OTHER}:
        raise PageUnknown(field="after")
    return Place(text[0] == _DATED, *key)
