"""A hearing follows the acts of its case, and takes its room, judge and lawyers, none of whom is in two places at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from psycopg.types.range import TimestamptzRange

from tests.case_world import AT, CaseWorld, make_world
from tests.personas import make_holder
from zegel.evidence.models import Record
from zegel.filing.models import Desk
from zegel.lib.refusals import Refusal
from zegel.planning.actions import Booking, add_room, end_room
from zegel.planning.errors import (
    DurationRefused,
    JudgeTaken,
    JudgeUnknown,
    LawyerTaken,
    RoomTaken,
    RoomUnknown,
)
from zegel.planning.models import Hearing, Occupation
from zegel.planning.queries import taken_between
from zegel.proceedings.actions import NewAct, give_office, perform

TEN = "2026-12-16T10:00:00+01:00"
ELEVEN = "2026-12-16T11:00:00+01:00"


def prepared() -> CaseWorld:
    world = make_world()
    Desk.objects.create(court="amsterdam", location="Amsterdam", matter="handel", box=world.clerk.box)
    for office in ("planner", "judge", "registrar"):
        give_office(
            actor=world.clerk.principal,
            desk=world.clerk.box.pk,
            account=world.clerk.user.pk,
            office=office,
            at=AT,
        )
    return world


@pytest.fixture
def world(db):
    return prepared()


@pytest.fixture
def room(world):
    return room_of(world)


def room_of(world, name="1"):
    return add_room(actor=world.clerk.principal, desk=world.clerk.box.pk, name=name, at=AT)


def other_lawyers(world):
    """A case in which nobody of the first one acts."""
    parties = [
        replace(
            world.party(role),
            representative=replace(world.party(role).representative, profession_number=number),
        )
        for role, number in (("claimant", "A2"), ("defendant", "A3"))
    ]
    return world.register(parties=parties)


def do(world, case, name, seen, when=None, **changes):
    facts = {"hearing": when} if when else {}
    new = NewAct(id=uuid4(), act=name, seen=seen, facts=facts, **changes)
    return perform(actor=world.clerk.principal, case=case.pk, new=new, at=AT)


def hearing(case):
    return Hearing.objects.get(case=case)


def test_a_day_takes_room_judge_and_lawyers_for_the_usual_time(world, room):
    case = world.register()
    do(world, case, "set day", 0, TEN, booking=Booking(room.pk, world.clerk.user.pk))
    row = hearing(case)
    # Annex III says 60 minutes at Amsterdam.
    assert (row.starts_at, row.ends_at) == (
        datetime(2026, 12, 16, 9, tzinfo=UTC),
        datetime(2026, 12, 16, 10, tzinfo=UTC),
    )
    assert {kept.kind for kept in row.occupations.all()} == {"room", "judge", "lawyer"}
    assert Record.objects.filter(event="planning.hearing.planned", subject=case.pk).count() == 1


def test_nobody_is_taken_twice_whatever_the_way_in(world, room):
    first, second = world.register(), other_lawyers(world)
    do(world, first, "set day", 0, TEN, booking=Booking(room.pk, world.clerk.user.pk))
    for booking, refusal in [
        (Booking(room=room.pk), RoomTaken),
        (Booking(judge=world.clerk.user.pk), JudgeTaken),
    ]:
        with pytest.raises(refusal):
            do(world, second, "set day", 0, TEN, booking=booking)
    # Also without a word on room or judge, as programs and the page of a case do it.
    with pytest.raises(LawyerTaken):
        do(world, world.register(), "set day", 0, "2026-12-16T10:59:00+01:00")
    second.refresh_from_db()
    assert (second.state, second.next_at) == ("applied", None)
    assert not Hearing.objects.filter(case=second).exists()
    # One that ends when the next begins is no collision.
    do(world, second, "set day", 0, ELEVEN, booking=Booking(room.pk, world.clerk.user.pk))


def test_the_database_itself_refuses(world, room):
    case = world.register()
    do(world, case, "set day", 0, TEN, booking=Booking(room.pk))
    taken = Occupation.objects.get(kind="room")
    with pytest.raises(IntegrityError, match="taken_once"), transaction.atomic():
        Occupation.objects.create(
            hearing=taken.hearing,
            kind="room",
            who=str(room.pk),
            during=TimestamptzRange(taken.during.lower, taken.during.upper),
        )


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_one_room_and_one_clear_answer():
    world = prepared()
    room = room_of(world)
    cases = [other_lawyers(world) for _ in range(4)]
    start = threading.Barrier(len(cases))

    def one_try(case):
        try:
            start.wait()
            do(world, case, "set day", 0, TEN, booking=Booking(room.pk, world.clerk.user.pk))
        except Refusal as refused:
            return refused.code
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(cases)) as pool:
        found = list(pool.map(one_try, cases))
    # Who is asked first in the order of the locks: the judge.
    assert sorted(found) == ["done", *["judge-taken"] * 3]
    assert Hearing.objects.count() == 1


def test_a_move_keeps_the_hearing_and_frees_what_it_took(world, room):
    case = world.register()
    do(world, case, "set day", 0, TEN, booking=Booking(room.pk))
    first = hearing(case)
    do(world, case, "move", 1, "2026-12-18T10:00:00+01:00", booking=Booking(room.pk))
    row = hearing(case)
    assert (row.pk, row.sequence, row.state) == (first.pk, 1, "planned")
    free = taken_between(
        [("room", str(room.pk))], datetime(2026, 12, 16, tzinfo=UTC), datetime(2026, 12, 17, tzinfo=UTC)
    )
    assert free == []
    do(world, other_lawyers(world), "set day", 0, TEN, booking=Booking(room.pk))


def test_adjourning_makes_another_hearing(world, room):
    case = world.register()
    do(world, case, "set day", 0, TEN, booking=Booking(room.pk))
    do(world, case, "call", 1)
    do(world, case, "adjourn", 2, "2027-01-11T10:00:00+01:00", booking=Booking(room.pk))
    states = list(Hearing.objects.filter(case=case).order_by("starts_at").values_list("state", flat=True))
    assert states == ["held", "planned"]


def test_a_case_that_was_called_can_go_on_at_the_hour_it_had(world, room):
    case = world.register()
    do(world, case, "set day", 0, TEN, booking=Booking(room.pk, world.clerk.user.pk))
    do(world, case, "call", 1)
    do(world, case, "adjourn", 2, TEN, booking=Booking(room.pk, world.clerk.user.pk))
    assert Hearing.objects.filter(case=case).count() == 2


def test_withdrawing_cancels_this_hearing_and_no_other(world, room):
    case, other = world.register(), other_lawyers(world)
    do(world, case, "set day", 0, TEN, booking=Booking(room.pk))
    do(world, other, "set day", 0, ELEVEN, booking=Booking(room.pk))
    do(world, case, "withdraw", 1, stated=())
    assert (hearing(case).state, hearing(case).sequence) == ("cancelled", 1)
    assert hearing(other).state == "planned"
    do(world, other_lawyers(world), "set day", 0, TEN, booking=Booking(room.pk))


@pytest.mark.parametrize(
    ("booking", "refusal"),
    [
        (Booking(room=uuid4()), RoomUnknown),
        (Booking(judge=uuid4()), JudgeUnknown),
        (Booking(minutes=1), DurationRefused),
        (Booking(minutes=10_000), DurationRefused),
    ],
)
def test_what_is_not_there_cannot_be_booked(world, booking, refusal):
    case = world.register()
    with pytest.raises(refusal):
        do(world, case, "set day", 0, TEN, booking=booking)
    case.refresh_from_db()
    assert case.state == "applied"


def test_rooms_are_the_managers_and_end_for_what_comes(world, room):
    case = world.register()
    do(world, case, "set day", 0, TEN, booking=Booking(room.pk))
    with pytest.raises(Refusal):
        add_room(
            actor=make_holder("mr. X", "x@elders.example").principal, desk=world.clerk.box.pk, name="2", at=AT
        )
    assert room_of(world).pk == room.pk
    end_room(actor=world.clerk.principal, desk=world.clerk.box.pk, room=room.pk, at=AT)
    with pytest.raises(RoomUnknown):
        do(world, other_lawyers(world), "set day", 0, ELEVEN, booking=Booking(room.pk))
    assert hearing(case).room_id == room.pk
