"""What is entered on the sheet of a hearing: the acts done there, and the day of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.case_world import AT, CaseWorld, make_world
from zegel.casefile.models import Case
from zegel.proceedings.actions import (
    NewHearingAct,
    act_at_hearing,
)
from zegel.proceedings.errors import (
    ActChanged,
    ActOverride,
    ActUnlawful,
)
from zegel.proceedings.models import Act, Task
from zegel.proceedings.queries.hearings import hearings_on
from zegel.proceedings.rules.acts import WHO_MAY
from zegel.proceedings.rules.hearing.entries import (
    HEARING_ACTS,
)
from zegel.proceedings.tests.hearing_world import called, note, party_of, words_for


@pytest.fixture
def world(db: None) -> CaseWorld:
    return make_world()


@pytest.fixture
def case(world):
    return called(world, world.register())


# Acts at the hearing


def test_the_call_is_one_moment_for_ever_and_opens_the_fee_with_its_last_day(world, case):
    act = Act.objects.get(act="call")
    assert act.facts["noted"] == "2026-12-02T10:30:00+01:00"
    assert Task.objects.get(event="called").due_at == datetime(2026, 12, 30, 22, 59, 59, tzinfo=UTC)
    with pytest.raises((ActUnlawful, ActOverride)):
        act_at_hearing(
            actor=world.clerk.principal, case=case.pk, new=NewHearingAct(uuid4(), "call", 1, {}, AT), at=AT
        )
    assert Act.objects.filter(act="call").count() == 1


def test_two_acts_at_once_are_answered_as_acts_are(world, case):
    judgment = {"judgment": "2026-12-16T10:00", "aloud": True}
    new = NewHearingAct(uuid4(), "set judgment", 1, judgment, AT)
    for _ in range(2):
        row = act_at_hearing(actor=world.clerk.principal, case=case.pk, new=new, at=AT)
    case.refresh_from_db()
    assert (case.state, case.next_kind, row.number) == ("judgment set", "judgment", 2)
    with pytest.raises(ActChanged):
        act_at_hearing(actor=world.clerk.principal, case=case.pk, new=replace(new, id=uuid4()), at=AT)


def test_a_page_whose_clock_is_ahead_may_send_an_act_again(world, case):
    judgment = {"judgment": "2026-12-16T10:00", "aloud": True}
    new = NewHearingAct(uuid4(), "set judgment", 1, judgment, AT + timedelta(hours=1))
    for minutes in (0, 1):
        at = AT + timedelta(minutes=minutes)
        row = act_at_hearing(actor=world.clerk.principal, case=case.pk, new=new, at=at)
    assert (row.number, row.at) == (2, AT)


def test_a_default_against_the_formalities_is_the_judges_with_a_reason(world, case):
    note(world, case, "appearance", {"party": party_of(case), "appeared": "no"})
    new = NewHearingAct(uuid4(), "grant default", 1, {"party": party_of(case)}, AT)
    with pytest.raises(ActOverride):
        act_at_hearing(actor=world.clerk.principal, case=case.pk, new=new, at=AT)
    row = act_at_hearing(
        actor=world.clerk.principal, case=case.pk, new=replace(new, words=words_for(case)), at=AT
    )
    assert [override.rule for override in row.overrides.all()] == ["11.1"]


def test_every_act_of_the_sheet_is_somebodys_of_the_court():
    assert all(WHO_MAY[act] & {"clerk", "registrar", "judge"} for act in HEARING_ACTS)


# The day


def test_the_day_lists_what_comes_and_what_was_called_and_no_other_day_or_court(world, case):
    waiting = world.register(parties=[world.party("claimant"), world.party("defendant")])
    moment = AT + timedelta(hours=3)
    Case.objects.filter(pk=waiting.pk).update(state="summons filed", next_kind="hearing", next_at=moment)
    found = hearings_on(world.clerk.principal, AT.date(), at=AT)
    assert [row.case.pk for row in found] == [case.pk, waiting.pk]
    assert found[0].began == AT
    assert not hearings_on(world.clerk.principal, date(2026, 12, 3), at=AT)
    assert not hearings_on(world.claimant.principal, AT.date(), at=AT)
    assert not hearings_on(world.clerk.principal, AT.date(), at=AT, desk=uuid4())


def test_a_full_day_takes_no_more_statements_than_a_quiet_one(world, case, django_assert_num_queries):
    with CaptureQueriesContext(connection) as quiet:
        hearings_on(world.clerk.principal, AT.date(), at=AT)
    waiting = [world.register() for _ in range(2)]
    moment = AT + timedelta(hours=3)
    Case.objects.filter(pk__in=[row.pk for row in waiting]).update(next_kind="hearing", next_at=moment)
    with django_assert_num_queries(len(quiet)):
        found = hearings_on(world.clerk.principal, AT.date(), at=AT)
    assert [len(row.parties) for row in found] == [2, 2, 2]
