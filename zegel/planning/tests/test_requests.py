"""Moving, adjourning, withdrawing and striking out: what the articles demand, the judge's own way, and what everybody is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.case_world import AT
from zegel.casefile.models import DocketEntry, Publication
from zegel.planning.actions import Booking
from zegel.planning.models import Hearing
from zegel.planning.tests.test_hearings import TEN, do, other_lawyers, prepared, room_of
from zegel.planning.tests.test_set_day import letter, reason
from zegel.proceedings.actions import RequestOrder, decide_request
from zegel.proceedings.errors import ActNotYours, ActOverride, ActTaken, ActUnlawful
from zegel.proceedings.models import Act, Task
from zegel.proceedings.rules.requests import Asked, Standing, request_answers

HEARING = datetime(2026, 12, 16, 9, tzinfo=UTC)
NEW = datetime(2026, 12, 21, 9, tzinfo=UTC)
SIDES = ("Pietersen", "'t Hart")
STANDING = Standing(parties=SIDES, hearing=HEARING, called_at=None, moves=0, opponent_told=True)
CALLED = replace(STANDING, called_at=HEARING)


def asked(act="move", **changes):
    facts = {
        "act": act, "by": "defendant", "asked_at": AT, "written": True, "ground": "unanimous", "days_of": SIDES,
        "phones_of": SIDES, "appeared": SIDES, "agree": SIDES, "told_both": True,
    }  # fmt: skip
    return Asked(**facts | changes)


@pytest.mark.parametrize(
    ("request_", "standing", "broken"),
    [
        (asked(), STANDING, []),
        (asked(phones_of=SIDES[:1]), STANDING, ["9.1-a"]),
        (asked(asked_at=HEARING - timedelta(hours=24)), STANDING, []),
        (asked(asked_at=HEARING - timedelta(hours=23, minutes=59)), STANDING, ["9.1-b"]),
        (asked(), replace(STANDING, moves=1), ["9.1-c"]),
        (asked(ground="pressing reason"), STANDING, ["9.2"]),
        (asked(ground="unavailability not given", days_given=False), STANDING, []),
        (asked(ground="unavailability not given", days_given=False, by="claimant"), STANDING, ["9.2"]),
        (asked("adjourn"), STANDING, ["10.10"]),
        (asked("adjourn", days_of=()), CALLED, ["10.10", "10.10"]),
        (asked("withdraw", by="claimant"), STANDING, []),
        (asked("withdraw"), STANDING, ["8.1-a"]),
        (asked("withdraw", by="claimant", written=False), STANDING, ["8.2-a"]),
        (asked("withdraw", by="claimant"), CALLED, ["8.1-a"]),
        (asked("strike out"), CALLED, []),
        (asked("strike out", agree=SIDES[:1]), CALLED, ["13.1"]),
        (asked("strike out"), STANDING, ["13.1"]),
        (asked("ask costs decision", asked_at=HEARING + timedelta(days=14)), STANDING, []),
        (asked("ask costs decision", asked_at=HEARING + timedelta(days=15)), STANDING, ["8.1-b"]),
    ],
)
def test_the_articles_demand(request_, standing, broken):
    found = [answer.rule for answer in request_answers(request_, standing) if not answer]
    assert found == broken


@pytest.fixture
def world(db):
    return prepared()


@pytest.fixture
def room(world):
    return room_of(world)


def order(world, case, request_, *, seen=1, **changes):
    facts = {"starts": NEW, "booking": Booking(minutes=60)} if request_.act in {"move", "adjourn"} else {}
    return RequestOrder(id=uuid4(), seen=seen, asked=request_, letter=letter(world, case), **facts | changes)


def decide(world, case, order, who=None):
    return decide_request(actor=(who or world.clerk).principal, case=case.pk, order=order, at=AT)


def letters(case):
    return set(DocketEntry.objects.filter(case=case).values_list("kind", flat=True))


def with_day(world, room):
    case = world.register()
    do(world, case, "set day", 0, TEN, booking=Booking(room.pk))
    return case


def test_a_move_reckons_the_terms_anew_and_tells_everybody_old_and_new(world, room):
    case = with_day(world, room)
    do(world, case, "serve", 1, terms={"5.3": {"hearing": "2026-12-16", "channel": "paper"}})
    task = Task.objects.get(case=case, place="5.3")
    before = task.due_at
    row = decide(world, case, order(world, case, asked(by="claimant"), seen=2))
    task.refresh_from_db()
    assert (task.moved_from, task.due_at - before) == (before, timedelta(days=5))
    assert (row.facts["former"], row.facts["hearing"]) == (TEN, "2026-12-21T10:00:00+01:00")
    assert Hearing.objects.get(case=case).sequence == 1
    assert Publication.objects.filter(entry__case=case).count() == 2
    events = set(Task.objects.filter(opened_by=row).values_list("event", flat=True))
    assert events == {"move decided", "move granted to claimant"}
    # The letter told everybody who reads here; whom the applicant knows better waits.
    waits = Task.objects.filter(opened_by=row, event="move decided", closed_at__isnull=True)
    assert {task.who for task in waits} == {"applicant"}
    assert letters(case) == {"oproeping"}


def test_a_move_to_one_day_is_no_answer_to_a_move_to_another(world, room):
    case = with_day(world, room)
    move = order(world, case, asked(by="claimant"))
    row = decide(world, case, move)
    assert decide(world, case, move) == row
    with pytest.raises(ActTaken):
        decide(world, case, replace(move, starts=NEW + timedelta(days=1)))
    with pytest.raises(ActTaken):
        decide(world, case, replace(move, booking=replace(move.booking, room=room.pk)))
    with pytest.raises(ActTaken):
        decide(world, case, replace(move, asked=asked(by="defendant")))


def test_a_second_move_is_the_judges_with_a_reason(world, room):
    case = with_day(world, room)
    decide(world, case, order(world, case, asked()))
    second = order(world, case, asked(), seen=2, starts=NEW + timedelta(days=1))
    with pytest.raises(ActOverride):
        decide(world, case, second)
    row = decide(world, case, replace(second, reason=reason(case)))
    assert [override.rule for override in row.overrides.all()] == ["9.1-c"]


def test_withdrawing_keeps_the_costs_open_and_frees_the_room(world, room):
    case = with_day(world, room)
    do(world, case, "inform opponent", 1)
    row = decide(world, case, order(world, case, asked("withdraw", by="claimant"), seen=2))
    found = {(task.event, task.who) for task in Task.objects.filter(opened_by=row)}
    assert found == {("withdrawn", "defendant"), ("withdrawn after notice", "claimant")}
    assert letters(case) == {"bericht van de rechtbank"}
    assert Task.objects.get(opened_by=row, event="withdrawn").due_at == datetime(
        2026, 12, 30, 22, 59, 59, tzinfo=UTC
    )
    do(world, other_lawyers(world), "set day", 0, TEN, booking=Booking(room.pk))


def test_before_and_after_the_calling_are_different_acts(world, room):
    case = with_day(world, room)
    with pytest.raises(ActUnlawful):
        decide(world, case, order(world, case, asked("adjourn"), reason=reason(case)))
    do(world, case, "call", 1)
    with pytest.raises(ActUnlawful):
        decide(world, case, order(world, case, asked(), seen=2))
    with pytest.raises(ActOverride):
        decide(world, case, order(world, case, asked("adjourn"), seen=2))
    decide(world, case, order(world, case, asked("adjourn"), seen=2, reason=reason(case)))
    assert list(Hearing.objects.order_by("starts_at").values_list("state", flat=True)) == ["held", "planned"]


def test_a_party_decides_nothing_and_the_same_order_is_done_once(world, room):
    case = with_day(world, room)
    with pytest.raises(ActNotYours):
        decide(world, case, order(world, case, asked()), who=world.defendant)
    same = order(world, case, asked())
    assert decide(world, case, same).pk == decide(world, case, same).pk
    assert Act.objects.filter(act="move").count() == 1
    assert Publication.objects.filter(entry__case=case).count() == 2
