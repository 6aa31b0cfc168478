"""A slot that is proposed breaks no term and takes nobody twice; one that is not says why, with the article."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from zegel.law.terms import compute
from zegel.lib.moments import AMSTERDAM
from zegel.planning.rules.slots import (
    Board,
    Taken,
    Wish,
    day_decisions,
    earliest_day,
    sessions,
    six_weeks_of,
    slot_decisions,
)

ROOMS = (UUID(int=1), UUID(int=2))
JUDGE = UUID(int=3)
FIRST = date(2026, 12, 1)
AT = datetime(2026, 12, 1, 8, tzinfo=UTC)


def wish(**changes):
    facts = {
        "minutes": 60, "judge": JUDGE, "lawyers": frozenset({"bar A1"}), "served": FIRST, "abode": "netherlands",
    }  # fmt: skip
    return Wish(**facts | changes)


takers = st.sampled_from(
    [("room", str(ROOMS[0])), ("room", str(ROOMS[1])), ("judge", str(JUDGE)), ("lawyer", "bar A1"), ("lawyer", "bar B2")]
)  # fmt: skip
times = st.builds(
    lambda days, minutes: datetime(2026, 12, 1, 7, tzinfo=UTC) + timedelta(days=days, minutes=minutes),
    st.integers(0, 42),
    st.integers(0, 600),
)
taken = st.lists(
    st.builds(
        lambda who, since, minutes: Taken(who[0], who[1], since, since + timedelta(minutes=minutes)),
        takers,
        times,
        st.integers(15, 480),
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None)
@given(
    taken=taken,
    minutes=st.sampled_from([15, 45, 60, 90, 120, 180]),
    abode=st.sampled_from(["netherlands", "treaty", "elsewhere", "unknown", "in-netherlands"]),
    later=st.integers(0, 20),
)
def test_a_free_slot_breaks_nothing_and_every_other_says_why(taken, minutes, abode, later):
    asked = wish(minutes=minutes, abode=abode, served=FIRST + timedelta(days=later))
    days = six_weeks_of(FIRST, Board(asked, ROOMS, taken, AT))
    mine = {("judge", str(JUDGE)), ("lawyer", "bar A1")}
    for slot in (slot for day in days for slot in day.slots):
        hits = [
            busy
            for busy in taken
            if busy.since < slot.ends and slot.starts < busy.until
            and (busy.kind, busy.who) in mine | {("room", str(slot.room))}
        ]  # fmt: skip
        day = slot.starts.astimezone(AMSTERDAM).date()
        if slot.free:
            assert not hits
            assert slot.starts > AT
            assert day >= earliest_day(asked)
            latest = compute("5.3", {"hearing": day, "channel": "paper"}).value
            latest_day = latest.date() if isinstance(latest, datetime) else latest
            assert latest_day >= asked.served
            assert slot.ends - slot.starts == timedelta(minutes=minutes)
        else:
            assert all(decision.articles and decision.reason for decision in slot.refusals)
        assert bool(hits) <= bool(slot.refusals)


def test_the_first_free_day_is_eight_days_after_service():
    days = six_weeks_of(FIRST, Board(wish(), ROOMS[:1], [], AT))
    free = [day.day for day in days if any(slot.free for slot in day.slots)]
    # Rv 114 and 119: served on 1 December, seven whole days, not on 8 but on 9 December.
    assert free[0] == date(2026, 12, 9)
    # Christmas and New Year are no days of the court.
    assert not {date(2026, 12, 25), date(2027, 1, 1)} & set(free)
    early = next(day for day in days if day.day == date(2026, 12, 8))
    assert [str(place) for decision in early.refusals for place in decision.articles][:2] == [
        "PR 4.1",
        "PR 4.3",
    ]


def test_a_weekend_and_the_evening_are_the_judges():
    assert [found.override for found in day_decisions(date(2026, 12, 12), FIRST, FIRST) if not found] == [
        "judge"
    ]
    evening = datetime(2026, 12, 9, 19, tzinfo=AMSTERDAM)
    found = slot_decisions(evening, evening + timedelta(hours=1), None, Board(wish(), (), [], AT))
    assert [decision.override for decision in found if not decision] == ["judge"]


def test_hearings_of_a_part_of_the_day_follow_each_other():
    starts = [f"{since:%H:%M}" for since, _until in sessions(FIRST, 90)]
    assert starts == ["09:00", "10:30", "13:30", "15:00"]
    # Longer than a part of the day: nothing is proposed, and a judge may still say when.
    assert list(sessions(FIRST, 300)) == []
