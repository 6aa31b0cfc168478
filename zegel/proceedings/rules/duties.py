"""Which tasks an act opens and which it closes. The duties are `law.rules.duties`; the moments `law.terms`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from zegel.law.case_states import Act
from zegel.law.courts import Matter
from zegel.law.rules.duties import DIRECTLY, SOON, Duty, Event, duties_after
from zegel.law.terms.answer import compute
from zegel.law.terms.moments import day_of
from zegel.law.terms.reasoning import Result
from zegel.lib.moments import AMSTERDAM

OPENS: Final[Mapping[Act, tuple[Event, ...]]] = {
    "set day": ("day set",),
    "serve": ("served",),
    "withdraw": ("withdrawn",),
    "move": ("move decided",),
    "announce clearing": ("default to be cleared",),
    "give judgment": ("judgment written",),
    "give costs judgment": ("judgment written",),
}
"""What an act is in the words of the duties. An act's facts may name a closer event: short notice, an oral judgment, a move for the claimant."""

CLOSES: Final[Mapping[Act, tuple[tuple[Event, str], ...]]] = {
    "inform opponent": (("day set", "4.2"), ("day set at short notice", "4.3")),
    "serve": (("move granted to claimant", "9.4"),),
    "announce voluntary appearance": (("move granted to claimant", "9.4"),),
    "file summons": (("served", "5.3"), ("voluntary draft changed", "5.4")),
    "ask costs decision": (("withdrawn", "8.1"),),
    "issue": (("judgment written", "12.3"), ("judgment oral", "12.3"), ("judgment short", "12.4")),
}
"""Which duties (event and article) are done by which act."""

_OF_THE_DAY: Final[tuple[Event, ...]] = (
    "day set", "day set at short notice", "move decided", "move granted to claimant",
)  # fmt: skip
_BEFORE_JUDGMENT: Final[tuple[Event, ...]] = (*_OF_THE_DAY, "served", "default to be cleared")
_OF_WITHDRAWAL: Final[tuple[Event, ...]] = ("withdrawn", "withdrawn orally", "withdrawn after notice")

LAPSES: Final[Mapping[Act, tuple[Event, ...]]] = {
    "call": (*_OF_THE_DAY, "voluntary draft changed"),
    "appear to clear": ("default to be cleared",),
    "stay away again": ("default to be cleared",),
    "give judgment": _BEFORE_JUDGMENT,
    "give costs judgment": _OF_WITHDRAWAL,
}
"""Duties nobody can do any more after an act: the day that had to be told or set has come, or the judgment was given."""

FEE_EVENTS: Final[tuple[Event, ...]] = (
    "called", "defendant appeared", "aid applied for", "aid refused or withdrawn", "claim increased",
)  # fmt: skip
"""Events whose duties are those of chapter 7: they wait as long as the fees of the case say so."""

CLOSER_EVENTS: Final[tuple[Event, ...]] = (
    "day set at short notice", "judgment oral", "judgment short", "move granted to claimant", "withdrawn orally",
    "withdrawn after notice", "voluntary draft changed",
)  # fmt: skip
"""What the facts of an act may say it was, beside or instead of its usual event."""


@dataclass(frozen=True, slots=True)
class Due:
    """A task to open: the duty, and its last moment with the reasoning where the law computes one."""

    duty: Duty
    at: datetime | None
    reckoning: dict[str, Any] | None


_BESIDE: Final[frozenset[Event]] = frozenset(
    {"move granted to claimant", "withdrawn orally", "withdrawn after notice"}
)
"""What comes on top of the usual event: a claimant who summons anew does not take away that the decision must be told."""


def events_of(act: Act, stated: tuple[str, ...]) -> tuple[Event, ...]:
    """The events of an act: its usual ones, with what its facts state beside them or instead."""
    closer = tuple(name for name in CLOSER_EVENTS if name in stated)
    if closer and not _BESIDE.issuperset(closer):
        return closer
    return (*OPENS.get(act, ()), *closer)


def due_after(event: Event, matter: Matter, facts: Mapping[str, Any]) -> Iterator[Due]:
    """The tasks an event opens; `facts` are the terms' facts by name (`hearing`, `received`, …), as ISO texts.

    Raises:
        LawError: no term follows from these facts.
    """
    for duty in duties_after(event, matter):
        yield Due(duty, *_moment(duty, facts))


def _moment(duty: Duty, facts: Mapping[str, Any]) -> tuple[datetime | None, dict[str, Any] | None]:
    given = facts.get(duty.due)
    if duty.due in {DIRECTLY, SOON} or not given:
        return None, None
    return last_moment(duty.due, given)


def last_moment(rule: str, given: Mapping[str, Any]) -> tuple[datetime, dict[str, Any]]:
    """The last moment of a term from its facts, with its reasoning.

    Raises:
        LawError: no term follows from these facts.
    """
    result = compute(rule, given)
    value = result.value
    if not isinstance(value, datetime):
        day = day_of(value)
        value = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=AMSTERDAM)
    return value, _kept(result, given)


def reckoned(rule: str, given: Mapping[str, str]) -> dict[str, Any]:
    """How a last moment was reckoned, as a task keeps it.

    Raises:
        LawError: no term follows from these facts.
    """
    return _kept(compute(rule, given), given)


def _kept(result: Result, given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "rule": result.rule,
        "steps": [str(step.article) for step in result.steps],
        "articles": [str(article) for article in result.articles],
        "given": dict(given),
    }
