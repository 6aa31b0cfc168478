"""Setting the day as a whole: the act, the room, the letter in the file and the notifications, or nothing of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from tests.case_world import AT
from tests.personas import store_file
from zegel.casefile.models import DocketEntry, Publication
from zegel.evidence.models import Record
from zegel.planning.actions import Booking
from zegel.planning.errors import RoomTaken
from zegel.planning.models import Hearing
from zegel.planning.tests.test_hearings import other_lawyers, prepared, room_of
from zegel.proceedings.actions import DayAsked, DayOrder, OwnLetter, SealedReason, end_office, set_day
from zegel.proceedings.errors import ActChanged, ActNotYours, ActOverride, ActTaken
from zegel.proceedings.models import Act, Task
from zegel.seal.sealing import seal_bytes

# AT is Wednesday 2 December 2026.
GOOD = datetime(2026, 12, 16, 9, tzinfo=UTC)
SOON = datetime(2026, 12, 8, 9, tzinfo=UTC)
LIMIT = datetime(2026, 12, 4, 16, tzinfo=UTC)


@pytest.fixture
def world(db):
    return prepared()


@pytest.fixture
def room(world):
    return room_of(world)


def letter(world, case):
    circle = case.circles.get(kind="open")
    recipient = circle.container.recipient
    key = store_file(world.clerk.user.pk, seal_bytes([recipient], uuid4().bytes), at=AT)
    return OwnLetter(
        circle.pk,
        seal_bytes([recipient], b"manifest"),
        seal_bytes([recipient], b"k" * 32),
        circle.container.key_version,
        [(key, seal_bytes([recipient], b"k" * 32))],
    )


def reason(case):
    circle = case.circles.get(kind="open")
    recipient = circle.container.recipient
    return SealedReason(
        circle.pk,
        seal_bytes([recipient], b"why"),
        seal_bytes([recipient], b"k" * 32),
        circle.container.key_version,
    )


def order(world, case, room, starts=GOOD, *, seen=0, **changes):
    booking = Booking(room.pk, world.clerk.user.pk, 60, ("draft at once",), changes.pop("limit", None))
    facts = {"served": date(2026, 12, 2), "abode": "netherlands", "stated": True, "unavailable": False}
    given = {name: changes.pop(name) for name in list(changes) if name in facts}
    asked = DayAsked(starts, booking, **facts | given)
    return DayOrder(uuid4(), seen, asked, letter(world, case), **changes)


def do(world, case, order, who=None):
    return set_day(actor=(who or world.clerk).principal, case=case.pk, order=order, at=AT)


def only_planner(world):
    end_office(
        actor=world.clerk.principal,
        desk=world.clerk.box.pk,
        account=world.clerk.user.pk,
        office="judge",
        at=AT,
    )


def test_act_room_letter_and_notices_are_one(world, room):
    case = world.register()
    row = do(world, case, order(world, case, room))
    case.refresh_from_db()
    assert (case.state, case.next_at) == ("day set", GOOD)
    assert row.facts["conditions"] == "draft at once"
    entry = DocketEntry.objects.get(case=case)
    assert (entry.kind, Publication.objects.filter(entry=entry).count()) == ("oproeping", 2)
    (task,) = Task.objects.filter(case=case, closed_at__isnull=True)
    assert (task.who, task.place) == ("claimant", "4.2")
    names = {"proceedings.act.done", "planning.hearing.planned", "casefile.entry.placed"}
    assert set(Record.objects.filter(subject=case.pk).values_list("event", flat=True)) >= names


def test_the_same_order_twice_sends_one_letter(world, room):
    case = world.register()
    asked = order(world, case, room)
    assert do(world, case, asked).pk == do(world, case, asked).pk
    assert (Act.objects.count(), DocketEntry.objects.count()) == (1, 1)
    # Whoever chose another hour since is not told that it holds.
    with pytest.raises(ActTaken):
        do(world, case, replace(asked, asked=replace(asked.asked, starts=GOOD + timedelta(hours=1))))


@pytest.mark.parametrize("other", [{"room": None}, {"judge": None}, {"minutes": 90}, {"conditions": ()}])
def test_an_order_with_another_booking_is_not_answered_with_the_first(world, room, other):
    case = world.register()
    given = order(world, case, room)
    do(world, case, given)
    changed = replace(given.asked, booking=replace(given.asked.booking, **other))
    with pytest.raises(ActTaken):
        do(world, case, replace(given, asked=changed))


def test_what_fails_at_the_end_leaves_nothing(world, room):
    first, second = world.register(), other_lawyers(world)
    do(world, first, order(world, first, room))
    end = replace(order(world, second, room), reason=None)
    with pytest.raises(ActOverride):
        do(world, second, end)
    for kept in (Act, Hearing, DocketEntry):
        assert kept.objects.filter(case=second).count() == 0


def test_a_room_taken_is_the_judges_to_pass_over_nowhere(world, room):
    first, second = world.register(), other_lawyers(world)
    do(world, first, order(world, first, room))
    # Nobody may decide that two cases have one room; the law says so before the database does.
    with pytest.raises((ActOverride, RoomTaken)):
        do(world, second, order(world, second, room, reason=reason(second)))


def test_at_short_notice_the_day_shortens_the_term_and_needs_the_moment_of_service(world, room):
    case = world.register()
    only_planner(world)
    end_booking = order(world, case, room, SOON)
    without = replace(
        end_booking, asked=replace(end_booking.asked, booking=replace(end_booking.asked.booking, judge=None))
    )
    with pytest.raises(ActOverride):
        do(world, case, without)
    booking = replace(without.asked.booking, service_until=LIMIT)
    row = do(world, case, replace(without, asked=replace(without.asked, booking=booking)))
    assert row.facts["shortened"] == "117 Rv"
    # The claimant tells the defendant directly; the judge's own duty is done by this act.
    (task,) = Task.objects.filter(case=case, closed_at__isnull=True)
    assert (task.event, task.who) == ("day set at short notice", "claimant")
    assert Hearing.objects.get(case=case).service_until == LIMIT


def test_an_unavailable_day_is_the_judges_to_pass_over_with_a_reason(world, room):
    case = world.register()
    with pytest.raises(ActOverride):
        do(world, case, order(world, case, room, unavailable=True))
    row = do(world, case, order(world, case, room, unavailable=True, reason=reason(case)))
    assert [override.rule for override in row.overrides.all()] == ["4.1-a"]
    other = other_lawyers(world)
    only_planner(world)
    asked = order(
        world, other, room, datetime(2026, 12, 17, 9, tzinfo=UTC), unavailable=True, reason=reason(other)
    )
    asked = replace(asked, asked=replace(asked.asked, booking=replace(asked.asked.booking, judge=None)))
    with pytest.raises(ActOverride):
        do(world, other, asked)


def test_old_news_and_strangers_are_refused(world, room):
    case = world.register()
    with pytest.raises(ActChanged):
        do(world, case, order(world, case, room, seen=3))
    with pytest.raises(ActNotYours):
        do(world, case, order(world, case, room), who=world.claimant)
    assert not DocketEntry.objects.exists()
