"""How a correspondent is recognised, as the wire says it."""

from typing import TypedDict

from zegel.professions.queries.links import Mark


class StandingFields(TypedDict):
    """Fields of a shape that names a mailbox."""

    standing: str
    profession: str
    number: str


def standing_fields(mark: Mark) -> StandingFields:
    """What was checked of who has the mailbox: a court, an office, or the number of a profession; empty for nothing."""
    by_number = mark.kind in {"bar", "kbvg"}
    return StandingFields(
        standing=mark.kind, profession=mark.kind if by_number else "", number=mark.number if by_number else ""
    )
