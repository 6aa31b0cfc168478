"""The course of a case: the law says whether, the table who; one winner, one record, and the tasks that follow."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from tests.case_world import AT, CaseWorld, make_world
from tests.personas import make_holder
from zegel.casefile.actions import change_state
from zegel.casefile.errors import CaseUnknown
from zegel.evidence.models import Record
from zegel.law.case_states import TRANSITIONS, acts_in
from zegel.law.rules.chapter_09 import first_move_request
from zegel.planning.models import Hearing
from zegel.proceedings.actions import NewAct, SealedReason, end_office, give_office, perform
from zegel.proceedings.errors import (
    ActChanged,
    ActNotYours,
    ActOverride,
    ActTaken,
    ActUnlawful,
    OfficeRefused,
)
from zegel.proceedings.models import Act, Task
from zegel.proceedings.queries import roles_of, tasks_of_case, tasks_of_desk
from zegel.proceedings.rules.acts import ACTS, ROLES, WHO_MAY, acts_for, may_act
from zegel.proceedings.rules.dates import NextDate, next_date
from zegel.seal.sealing import seal_bytes

STATES = sorted({state for transition in TRANSITIONS for state in transition.states})
HOUSES = Path(__file__).resolve().parents[2]
HEARING = {"hearing": "2026-12-16T10:00"}


@pytest.fixture
def world(db: None) -> CaseWorld:
    return make_world()


@pytest.fixture
def case(world):
    return world.register()


def act(name, seen=0, **changes):
    return NewAct(id=uuid4(), act=name, seen=seen, **changes)


def do(world, case, name, seen, *, who=None, **changes):
    return perform(actor=(who or world.clerk).principal, case=case.pk, new=act(name, seen, **changes), at=AT)


def appoint(world, *offices):
    for office in offices:
        give_office(
            actor=world.clerk.principal,
            desk=world.clerk.box.pk,
            account=world.clerk.user.pk,
            office=office,
            at=AT,
        )


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("role", ROLES)
def test_the_table_answers_every_cell(role, name):
    assert (may_act(frozenset({role}), name) is not None) == (role in WHO_MAY[name])


@pytest.mark.parametrize("name", [act for act in ACTS if "judge" in WHO_MAY[act]])
def test_a_judge_acts_as_judge_also_with_lesser_roles(name):
    assert may_act(frozenset(ROLES), name) == "judge"


@pytest.mark.parametrize("state", [state for state in STATES if state != "draft"])
def test_from_every_state_somebody_can_do_something(state):
    assert acts_for(frozenset(ROLES), state) == acts_in(state)
    assert acts_in(state)


def test_a_decision_is_the_judges_alone():
    for name in ("move", "grant default", "adjourn", "set judgment", "give judgment", "strike out"):
        assert WHO_MAY[name] == {"judge"}


def test_an_act_changes_the_state_leaves_evidence_and_opens_tasks(world, case):
    appoint(world, "planner")
    row = do(world, case, "set day", 0, facts=HEARING, terms={"4.2": {"received": "2026-12-02"}})
    case.refresh_from_db()
    assert (case.state, row.state_before, row.state_after, row.role) == (
        "day set",
        "applied",
        "day set",
        "planner",
    )
    record = Record.objects.get(event="proceedings.act.done")
    assert b"2026-12-16T10:00" in bytes(record.body)
    reader, _roles = roles_of(world.claimant.principal, case.pk, AT)
    (task,) = tasks_of_case(reader)
    assert (task.who, task.place) == ("claimant", "4.2")
    assert task.due_at == datetime(2026, 12, 4, 22, 59, 59, tzinfo=UTC)
    assert "PR 4.2" in task.reckoning["articles"]
    assert {found.what for found in tasks_of_desk(world.clerk.principal, world.clerk.box.pk, at=AT)} >= {
        task.what
    }
    do(world, case, "inform opponent", 1, who=world.claimant)
    task.refresh_from_db()
    assert task.closed_by is not None


def test_what_had_to_be_told_before_the_hearing_does_not_wait_after_it(world, case):
    appoint(world, "planner", "judge", "registrar")
    do(world, case, "set day", 0, facts=HEARING, terms={"4.2": {"received": "2026-12-02"}})
    do(world, case, "serve", 1, terms={"5.3": {"hearing": "2026-12-16", "channel": "paper"}})
    assert set(open_places(case)) == {"4.2", "5.3"}
    call = do(world, case, "call", 2)
    assert "4.2" not in open_places(case)
    assert Task.objects.filter(place="4.2", closed_by=call).exists()
    assert "5.3" in open_places(case)
    do(world, case, "give judgment", 3)
    assert set(open_places(case)) - {"7.1"} == {"12.3"}


def open_places(case):
    return list(Task.objects.filter(case_id=case.pk, closed_at__isnull=True).values_list("place", flat=True))


@pytest.mark.parametrize("name", ["announce clearing", "appear to clear", "stay away again", "adjourn"])
def test_a_day_that_no_longer_holds_is_not_waited_for(name):
    assert next_date(name, {}) == NextDate("", None)
    assert next_date("announce clearing", HEARING).kind == "hearing"


def test_the_same_act_twice_is_done_once(world, case):
    appoint(world, "planner")
    new = act("set day", 0, facts=HEARING)
    first = perform(actor=world.clerk.principal, case=case.pk, new=new, at=AT)
    again = perform(actor=world.clerk.principal, case=case.pk, new=new, at=AT + timedelta(minutes=1))
    assert (again.pk, again.at) == (first.pk, first.at)
    assert Act.objects.count() == 1
    assert Record.objects.filter(event="proceedings.act.done").count() == 1
    with pytest.raises(ActTaken):
        perform(actor=world.clerk.principal, case=case.pk, new=NewAct(new.id, "withdraw", 1), at=AT)


def test_the_same_act_with_other_facts_is_not_said_to_be_done(world, case):
    appoint(world, "planner")
    new = act("set day", 0, facts=HEARING)
    perform(actor=world.clerk.principal, case=case.pk, new=new, at=AT)
    later = {
        **HEARING,
        "hearing": (datetime.fromisoformat(HEARING["hearing"]) + timedelta(hours=1)).isoformat(),
    }
    for facts in (later, {}):
        with pytest.raises(ActTaken):
            perform(actor=world.clerk.principal, case=case.pk, new=replace(new, facts=facts), at=AT)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_one_winner_and_one_clear_answer():
    world = make_world()
    case = world.register()
    appoint(world, "planner")
    start = threading.Barrier(8)

    def one_try(_number):
        try:
            start.wait()
            return do(world, case, "set day", 0, facts=HEARING).number
        except ActChanged as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(one_try, range(8)))
    assert sorted(map(str, found)) == ["1", *["act-changed"] * 7]


def test_who_may_not_is_told_who_may(world, case):
    for who, name in [
        (world.clerk, "set day"),
        (world.defendant, "withdraw"),
        (world.claimant, "announce clearing"),
    ]:
        with pytest.raises(ActNotYours) as refused:
            do(world, case, name, 0, who=who)
        assert refused.value.details["roles"] == ", ".join(sorted(WHO_MAY[name]))
    with pytest.raises(CaseUnknown):
        do(world, case, "withdraw", 0, who=make_holder("mr. X", "x@elders.example"))
    case.refresh_from_db()
    assert (case.state, Act.objects.count()) == ("applied", 0)


def test_the_law_refuses_with_the_act_that_fits(world, case):
    appoint(world, "judge")
    with pytest.raises(ActUnlawful) as refused:
        do(world, case, "strike out", 0)
    assert "withdraw it" in refused.value.details["reason"]


def reason(world, case):
    circle = case.circles.get(kind="open")
    recipient = circle.container.recipient
    return SealedReason(
        circle.pk,
        seal_bytes([recipient], b"why"),
        seal_bytes([recipient], b"k" * 32),
        circle.container.key_version,
    )


def test_a_deviation_is_the_judges_and_has_its_reason(world, case):
    appoint(world, "planner", "judge")
    do(world, case, "set day", 0, facts=HEARING)
    late = first_move_request(1)
    assert late.blocks
    for changes in ({"decisions": (late,)},):
        with pytest.raises(ActOverride):
            do(world, case, "move", 1, **changes)
    row = do(world, case, "move", 1, decisions=(late,), reason=reason(world, case))
    assert [override.rule for override in row.overrides.all()] == [late.rule]
    assert bytes(row.envelope) not in b"".join(bytes(r.body) for r in Record.objects.all())


def test_withdrawing_closes_what_was_due(world, case):
    appoint(world, "planner")
    do(world, case, "set day", 0, facts=HEARING)
    do(world, case, "withdraw", 1, who=world.claimant, terms={"8.1": {"summoned": "2026-12-16"}})
    assert not Task.objects.filter(event="day set", closed_at__isnull=True).exists()
    assert Task.objects.get(event="withdrawn").who == "defendant"


def test_an_office_is_given_by_who_manages_the_desk(world, case):
    stranger = make_holder("mr. X", "x@elders.example")
    with pytest.raises(OfficeRefused):
        give_office(
            actor=world.clerk.principal,
            desk=world.clerk.box.pk,
            account=stranger.user.pk,
            office="judge",
            at=AT,
        )
    appoint(world, "judge", "judge")
    assert roles_of(world.clerk.principal, case.pk, AT)[1] == {"clerk", "judge"}
    end_office(
        actor=world.clerk.principal,
        desk=world.clerk.box.pk,
        account=world.clerk.user.pk,
        office="judge",
        at=AT,
    )
    assert roles_of(world.clerk.principal, case.pk, AT)[1] == {"clerk"}


def test_who_was_to_summon_anew_has_done_so_by_serving_or_needs_it_no_more(world, case):
    appoint(world, "planner", "judge")
    do(world, case, "set day", 0, facts=HEARING)
    do(world, case, "serve", 1)
    for seen, summons in ((2, "serve"), (4, "announce voluntary appearance")):
        do(world, case, "move", seen, facts=HEARING, stated=("move granted to claimant",))
        assert "9.4" in open_places(case)
        do(world, case, summons, seen + 1)
        assert "9.4" not in open_places(case)


@pytest.mark.parametrize("name", ["appear to clear", "stay away again"])
def test_a_hearing_to_clear_a_default_was_held_and_waits_for_no_day(world, case, name):
    appoint(world, "planner", "judge", "registrar")
    for seen, done in enumerate(("set day", "serve", "call", "grant default", "announce clearing")):
        do(world, case, done, seen, facts=HEARING if done in {"set day", "announce clearing"} else {})
    assert "11.4" in open_places(case)
    do(world, case, name, 5)
    assert "11.4" not in open_places(case)
    assert set(Hearing.objects.filter(case=case).values_list("state", flat=True)) == {"held"}


def test_a_state_that_no_act_leads_to_is_refused_by_who_keeps_it(world, case):
    for state in ("called", "closed", "applied", "no such state"):
        with pytest.raises(ValueError, match="no act leads"):
            change_state(actor=world.clerk.principal, case=case, state=state, at=AT)
    case.refresh_from_db()
    assert case.state == "applied"


def test_one_verb_changes_the_state_of_a_case():
    calls = [
        path.relative_to(HOUSES).as_posix()
        for path in HOUSES.rglob("*.py")
        if "tests" not in path.parts and "change_state(" in path.read_text()
    ]
    assert sorted(calls) == ["casefile/actions/registration.py", "proceedings/actions/perform.py"]
