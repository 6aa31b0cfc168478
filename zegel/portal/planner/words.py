"""Decisions of the law about a day or an hour, as the planner reads them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from zegel.law.decisions import Decision
from zegel.planning.queries import Room
from zegel.planning.rules.slots import PlannedDay, Slot
from zegel.portal.shared.law_words import Citation, citation_of, sentence


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a moment is not free, with the articles; `by` is who may pass over it."""

    text: str
    citations: tuple[Citation, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment somebody may choose: freely, with a remark, or as judge against a rule."""

    starts: str
    clock: str
    room: UUID | None
    kind: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room on a day: what can be chosen there, and the hours that cannot, each group with its reasons."""

    name: str
    moments: tuple[Moment, ...]
    closed: tuple[tuple[str, tuple[Reason, ...]], ...]


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day: its remarks and rooms, and how many moments are free."""

    day: date
    reasons: tuple[Reason, ...]
    rooms: tuple[RoomRow, ...]
    free: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days after each other of which the law says the same, which is said once."""

    reasons: tuple[Reason, ...]
    days: tuple[DayRow, ...]


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week of the calendar, or what of it was looked for."""

    first: date
    last: date
    stretches: tuple[Stretch, ...]
    free: int


def reason_of(decision: Decision) -> Reason:
    """A decision in the reader's language."""
    cited = tuple(citation_of(article) for article in decision.articles)
    return Reason(sentence(decision.reason, decision.params), cited, decision.override)


def day_rows(days: Iterable[PlannedDay], rooms: Iterable[Room], *, as_judge: bool) -> list[DayRow]:
    """The days as the page shows them; `as_judge` also offers what only a judge may decide."""
    names = {room.pk: room.name for room in rooms}
    return [_day(day, names, as_judge) for day in days]


def week_rows(days: Iterable[DayRow]) -> list[WeekRow]:
    """Days in their order, by week."""
    return [_week(tuple(each)) for _, each in groupby(days, key=lambda row: row.day.isocalendar()[:2])]


def _week(days: tuple[DayRow, ...]) -> WeekRow:
    stretches = (
        Stretch(reasons, tuple(each)) for reasons, each in groupby(days, key=lambda row: row.reasons)
    )
    return WeekRow(days[0].day, days[-1].day, tuple(stretches), sum(row.free for row in days))


def _day(day: PlannedDay, names: dict[UUID, str], as_judge: bool) -> DayRow:
    of_day = tuple(reason_of(decision) for decision in day.refusals)
    rooms = tuple(
        _room(name, [slot for slot in day.slots if slot.room == key], day, as_judge)
        for key, name in names.items()
    )
    free = sum(moment.kind == "free" for room in rooms for moment in room.moments)
    return DayRow(day.day, of_day, rooms, free)


def _room(name: str, slots: list[Slot], day: PlannedDay, as_judge: bool) -> RoomRow:
    moments: list[Moment] = []
    closed: dict[tuple[Reason, ...], list[str]] = defaultdict(list)
    for slot in slots:
        own = tuple(reason_of(each) for each in slot.refusals if each not in day.refusals)
        kind = kind_of(slot)
        if kind in {"free", "remark"} or (kind == "judge" and as_judge):
            moments.append(Moment(slot.starts.isoformat(), f"{slot.starts:%H:%M}", slot.room, kind, own))
        else:
            closed[own].append(f"{slot.starts:%H:%M}")
    return RoomRow(name, tuple(moments), tuple((", ".join(clocks), own) for own, clocks in closed.items()))


def kind_of(slot: Slot) -> str:
    """What a slot is to who plans: free, with a remark that stops nothing, for the judge alone, or never."""
    if slot.free:
        return "free"
    if not any(decision.blocks or decision.severity == "discretion" for decision in slot.refusals):
        return "remark"
    return "never" if any(decision.override == "nobody" for decision in slot.refusals) else "judge"
