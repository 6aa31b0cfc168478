"""What is entered on the sheet of a hearing: who may, what the law says first, one winner, and who sees it afterwards."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from tests.case_world import AT, CaseWorld, make_world
from tests.personas import make_holder
from zegel.casefile.errors import CaseUnknown, CircleUnknown, NotOfThisCourt
from zegel.casefile.models import Case
from zegel.evidence.models import Record
from zegel.proceedings.errors import (
    ActNotYours,
    ActOverride,
    ActTaken,
    RecordChanged,
    RecordEarly,
)
from zegel.proceedings.queries import roles_of
from zegel.proceedings.queries.hearings import records_of
from zegel.proceedings.tests.hearing_world import called, note, party_of, words_for

# Making records


@pytest.fixture
def world(db: None) -> CaseWorld:
    return make_world()


@pytest.fixture
def case(world):
    return called(world, world.register())


def test_a_record_is_kept_with_both_moments_what_the_law_said_and_evidence(world, case):
    later = AT + timedelta(minutes=50)
    given = {"party": party_of(case), "appeared": "yes", "how": "with lawyer"}
    row = note(world, case, "appearance", given, at=later)
    assert (row.noted_at, row.at, row.number, row.role) == (AT, later, 1, "judge")
    assert {said["rule"] for said in row.decisions} == {"11.1 (appeared)", "10.2-f"}
    assert all(said["articles"] for said in row.decisions)
    body = bytes(Record.objects.get(event="proceedings.hearing.recorded").body)
    assert b"with lawyer" in body
    assert str(row.pk).encode() in body


def test_a_clock_that_runs_ahead_notes_nothing_in_the_future(world, case):
    row = note(world, case, "speaking notes", {"party": party_of(case)}, noted=AT + timedelta(days=1))
    assert row.noted_at == AT


def test_the_same_record_twice_is_one(world, case):
    key, given = uuid4(), {"party": party_of(case), "appeared": "no"}
    first = note(world, case, "appearance", given, key=key)
    again = note(world, case, "appearance", given, key=key, at=AT + timedelta(minutes=1))
    assert (again.pk, again.at) == (first.pk, first.at)
    assert Record.objects.filter(event="proceedings.hearing.recorded").count() == 1
    with pytest.raises(ActTaken):
        note(world, case, "speaking notes", {"party": party_of(case)}, key=key)
    # Who stayed away appeared after all: that is another record, and never answered with the first.
    with pytest.raises(ActTaken):
        note(world, case, "appearance", {**given, "appeared": "yes", "how": "in person"}, key=key)


def test_a_second_look_corrects_the_first_and_who_saw_only_the_first_is_told(world, case):
    given = {"party": party_of(case), "appeared": "no"}
    first = note(world, case, "appearance", given)
    with pytest.raises(RecordChanged):
        note(world, case, "appearance", given | {"appeared": "yes"})
    second = note(world, case, "appearance", given | {"appeared": "yes"}, seen=first.number)
    assert second.number == 2
    # What is noted about another party, or is of another kind, is in nobody's way.
    note(world, case, "appearance", {"party": party_of(case, "claimant"), "appeared": "yes"})


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_one_winner_and_one_clear_answer():
    world = make_world()
    case = called(world, world.register())
    start = threading.Barrier(6)

    def one_try(_number):
        try:
            start.wait()
            return note(world, case, "speaking notes", {"party": party_of(case)}).number
        except RecordChanged as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(one_try, range(6)))
    assert sorted(map(str, found)) == ["1", *["record-changed"] * 5]


def test_against_the_law_only_the_judge_and_with_words_sealed_to_everybody(world, case):
    given = {"party": party_of(case), "claim": "counterclaim", "sent": "2026-11-30T10:00"}
    alone = {"party": party_of(case), "appeared": "yes", "how": "in person", "director": True}
    note(world, case, "appearance", alone)
    with pytest.raises(ActOverride):
        note(world, case, "counterclaim", given)
    with pytest.raises(CircleUnknown):
        note(world, case, "counterclaim", given, words=words_for(case, "court"))
    row = note(world, case, "counterclaim", given, words=words_for(case))
    assert row.overridden == ["6.1"]
    assert b"because" not in bytes(row.envelope)


def test_a_registrar_notes_and_does_not_decide(world):
    case = called(world, world.register(), "registrar")
    row = note(world, case, "appearance", {"party": party_of(case), "appeared": "yes"})
    assert row.role == "registrar"
    with pytest.raises(ActNotYours):
        note(world, case, "doors", {"doors": "closed", "heard": True})
    absurd = {"party": party_of(case, "claimant"), "appeared": "yes", "how": "in person"}
    with pytest.raises(ActOverride):
        note(world, case, "appearance", absurd, words=words_for(case))


def test_parties_note_nothing_and_strangers_know_of_nothing(world, case):
    given = {"party": party_of(case)}
    with pytest.raises(NotOfThisCourt):
        note(world, case, "speaking notes", given, who=world.defendant)
    stranger = make_holder("Team B", "griffie@rechtbank-b.example", kind="team", court=True)
    with pytest.raises(CaseUnknown):
        note(world, case, "speaking notes", given, who=stranger)


def test_before_the_calling_only_what_is_arranged_for_the_hearing(world, case):
    Case.objects.filter(pk=case.pk).update(state="summons filed")
    with pytest.raises(RecordEarly):
        note(world, case, "speaking notes", {"party": party_of(case)})
    assert note(world, case, "interpreter", {"party": party_of(case), "needed": "yes"}).number == 1


def test_closing_the_doors_closes_the_case_for_the_lists(world, case):
    first = note(world, case, "doors", {"doors": "closed", "heard": True})
    case.refresh_from_db()
    assert case.closed_doors
    note(world, case, "doors", {"doors": "open"}, seen=first.number)
    case.refresh_from_db()
    assert not case.closed_doors


def test_each_sees_what_is_theirs(world, case):
    note(world, case, "speaking notes", {"party": party_of(case)})
    note(world, case, "interpreter", {"party": party_of(case), "needed": "yes"})
    note(
        world, case, "guard", {"party": party_of(case), "written": True, "motivated": True, "granted": "yes"}
    )

    def seen(who):
        reader, _roles = roles_of(who.principal, case.pk, AT)
        return [row.kind for row in records_of(reader)]

    assert seen(world.clerk) == ["speaking notes", "interpreter", "guard"]
    assert seen(world.defendant) == ["speaking notes", "interpreter"]
    assert seen(world.claimant) == ["speaking notes"]
