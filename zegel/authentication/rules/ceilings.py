"""How many codes by SMS an installation sends, whoever asks for them. Plain values, no clock."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ceiling:
    """So many within an hour, and within a day."""

    hour: int
    day: int


# Each purpose has its own, so that a flood of one does not shut out those of another: `login` to a number that was
# confirmed, `number` to a new one, `guest` for senders whose organisation has no budget that would end it.
CEILINGS = {"login": Ceiling(1000, 5000), "number": Ceiling(100, 500), "guest": Ceiling(1000, 5000)}
