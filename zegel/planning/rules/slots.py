"""Which moments are free for a hearing, and of each that is not: why. The law answers; this lays its answers out."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal
from uuid import UUID

from zegel.law.calendar import atw_calendar
from zegel.law.decisions import Decision
from zegel.law.rules.chapter_04 import earliest_fits
from zegel.law.rules.chapter_05 import summons_filed_in_time
from zegel.law.sources import RV, article
from zegel.law.terms import Result, compute
from zegel.law.terms.moments import day_of
from zegel.law.verdicts import passed, refused
from zegel.lib.moments import AMSTERDAM

Abode = Literal["netherlands", "treaty", "elsewhere", "unknown", "in-netherlands"]
"""Where the defendant lives: here (Rv 114), or of 115 in a state of the EU service regulation, elsewhere, unknown, or served here."""

PARTS_OF_DAY: Final = ((time(9), time(12, 30)), (time(13, 30), time(17)))
"""When the court sits."""
WEEKS: Final = 6


@dataclass(frozen=True, slots=True)
class Taken:
    """A room, judge or lawyer is taken; the end is free again."""

    kind: str
    who: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for: how long, who hears it, which lawyers come, and from which day the writ can be served on whom."""

    minutes: int
    judge: UUID | None
    lawyers: frozenset[str]
    served: date
    abode: Abode


@dataclass(frozen=True, slots=True)
class Board:
    """What is known when a slot is looked for: the wish, the rooms of the court, who is taken, and what time it is."""

    wish: Wish
    rooms: Sequence[UUID]
    taken: Collection[Taken]
    at: datetime


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment in a room, with every answer about it. It is free when all of them pass."""

    room: UUID | None
    starts: datetime
    ends: datetime
    decisions: tuple[Decision, ...]

    @property
    def refusals(self) -> tuple[Decision, ...]:
        """Why it is not free."""
        return tuple(decision for decision in self.decisions if not decision)

    @property
    def free(self) -> bool:
        """Whether it can be proposed."""
        return not self.refusals


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day with what the law says of it, and its slots by room."""

    day: date
    decisions: tuple[Decision, ...]
    slots: tuple[Slot, ...]

    @property
    def refusals(self) -> tuple[Decision, ...]:
        """Why no slot of this day is free; empty where some may be."""
        return tuple(decision for decision in self.decisions if not decision)


def term_of_summons(wish: Wish) -> Result:
    """The earliest day of the hearing that keeps the term of summons, with the reckoning.

    Raises:
        LawError: the day lies outside the calendar.
    """
    if wish.abode == "netherlands":
        return compute("Rv114", {"served": wish.served})
    return compute("Rv115", {"served": wish.served, "addressee": wish.abode})


def earliest_day(wish: Wish) -> date:
    """The day of `term_of_summons`."""
    value = term_of_summons(wish).value
    assert isinstance(value, date)
    return day_of(value)


def six_weeks_of(first: date, board: Board) -> list[PlannedDay]:
    """The working days of six weeks, each with its slots.

    Raises:
        LawError: a day lies outside the calendar.
    """
    earliest, calendar = earliest_day(board.wish), atw_calendar()
    days = [first + timedelta(days=number) for number in range(WEEKS * 7)]
    return [_planned(day, board, earliest) for day in days if calendar.is_ordinary(day)]


def _planned(day: date, board: Board, earliest: date) -> PlannedDay:
    of_day = day_decisions(day, board.wish.served, earliest)
    near = [busy for busy in board.taken if day_of(busy.since) == day or day_of(busy.until) == day]
    of_hour = Board(board.wish, board.rooms, near, board.at)
    slots = [
        Slot(room, starts, ends, (*of_day, *slot_decisions(starts, ends, room, of_hour)))
        for room in board.rooms
        for starts, ends in sessions(day, board.wish.minutes)
    ]
    return PlannedDay(day, of_day, tuple(slots))


def sessions(day: date, minutes: int) -> Iterator[tuple[datetime, datetime]]:
    """The usual moments for a hearing of this length, one after the other in each part of the day."""
    for opens, closes in PARTS_OF_DAY:
        starts = datetime.combine(day, opens, AMSTERDAM)
        while (ends := starts + timedelta(minutes=minutes)) <= datetime.combine(day, closes, AMSTERDAM):
            yield starts, ends
            starts += timedelta(minutes=_rounded(minutes))


def _rounded(minutes: int) -> int:
    """Hearings begin at whole or half hours."""
    return -(-minutes // 30) * 30


def day_decisions(day: date, served: date, earliest: date) -> tuple[Decision, ...]:
    """What the law says of a day whatever the hour: a working day, the term of summons (4.1, 4.3), and time to file the writ (5.3)."""
    return (_working_day(day), earliest_fits(day, earliest), _writ_in_time(day, served))


def _working_day(day: date) -> Decision:
    places = ("4.1", article(RV, "254(2)"))
    if atw_calendar().is_ordinary(day):
        return passed("4.1-b", "a working day", *places)
    return refused("4.1-b", "no working day: the judge may still choose it when it is urgent", *places)


def _writ_in_time(day: date, served: date) -> Decision:
    """Whether a writ served on the first possible day can be filed three working days before (5.3)."""
    latest = compute("5.3", {"hearing": day, "channel": "paper"}).last_moment
    return summons_filed_in_time(datetime.combine(served, time(9), AMSTERDAM), latest)


def slot_decisions(starts: datetime, ends: datetime, room: UUID | None, board: Board) -> tuple[Decision, ...]:
    """What stands in the way at this hour in this room: the clock, working hours, and who is taken."""
    busy = [each for each in board.taken if each.since < ends and starts < each.until]
    kinds = {each.kind for each in busy if _theirs(each, room, board.wish)}
    return (
        _yet_to_come(starts, board.at),
        _court_sits(starts, ends),
        *(_free_or_taken(kind, kind in kinds) for kind in ("room", "judge", "lawyer")),
    )


def _theirs(busy: Taken, room: UUID | None, wish: Wish) -> bool:
    if busy.kind == "lawyer":
        return busy.who in wish.lawyers
    return busy.who == str(room if busy.kind == "room" else wish.judge)


def _yet_to_come(starts: datetime, at: datetime) -> Decision:
    if starts > at:
        return passed("4.1-a", "it is still to come", "4.1")
    return refused("4.1-a", "this moment is past", "4.1", override="nobody")


def _court_sits(starts: datetime, ends: datetime) -> Decision:
    clock = starts.astimezone(AMSTERDAM), ends.astimezone(AMSTERDAM)
    within = clock[0].date() == clock[1].date() and any(
        opens <= clock[0].time() and clock[1].time() <= closes for opens, closes in PARTS_OF_DAY
    )
    places = ("4.1", article(RV, "254(2)"))
    if within:
        return passed("4.1-b", "within the hours in which the court sits", *places)
    return refused("4.1-b", "outside the hours in which the court sits", *places)


_TAKEN: Final = {
    "room": ("the room is free", "the room is taken by another hearing"),
    "judge": ("the judge is free", "the judge has another hearing"),
    "lawyer": ("the lawyers are free", "a lawyer of this case has another hearing"),
}


def _free_or_taken(kind: str, is_taken: bool) -> Decision:
    free, occupied = _TAKEN[kind]
    return refused("4.1-b", occupied, "4.1", override="nobody") if is_taken else passed("4.1-b", free, "4.1")
