"""Conditions that the judge attaches to a day (254(2) Rv), of known kinds: the registry knows them, and they stand in the letter."""

from collections.abc import Collection
from typing import Final, Literal, get_args

Condition = Literal["draft at once", "exhibits early", "parties in person", "by video", "other place"]
CONDITIONS: Final[tuple[Condition, ...]] = get_args(Condition)


def known_conditions(names: Collection[str]) -> tuple[Condition, ...]:
    """Those of `names` that are conditions, in the order of the letter."""
    return tuple(condition for condition in CONDITIONS if condition in names)
