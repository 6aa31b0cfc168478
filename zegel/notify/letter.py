"""What every letter consists of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail before it is set: what happened, one thing to do, and how to know that it is real."""

    subject: str
    opening: tuple[str, ...]
    steps: tuple[str, ...]
    button: str
    link: str
    assurance: tuple[str, ...]
    closing: tuple[str, ...]
