"""Random lawful courses through the real verbs: after each the database holds what the list of what was done says, and nothing else.

`bin/test` runs a few; `ZEGEL_COURSES=5000 python -m pytest -n 2 tests/test_courses.py` runs thousands, others each time with
`ZEGEL_COURSES_FROM=10000`. A course is known by its number: the one that failed is run alone by the same two.
"""

import json
import os
from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from tests.case_world import AT, CaseWorld, make_world
from tests.course_facts import duties, fees, hearings, waits_for
from tests.courses import Course
from zegel.casefile.errors import CaseUnknown
from zegel.casefile.models import Case
from zegel.evidence.models import Record
from zegel.fees.models import LedgerEntry, PartyFee
from zegel.law.case_states import TRANSITIONS, acts_in
from zegel.planning.models import Hearing
from zegel.proceedings.actions import NewAct, give_office, perform
from zegel.proceedings.errors import ActChanged, ActNotYours, ActUnlawful
from zegel.proceedings.models import Act, Task
from zegel.proceedings.rules.acts import WHO_MAY
from zegel.proceedings.rules.duties import FEE_EVENTS

COURSES = int(os.environ.get("ZEGEL_COURSES", "12"))
FIRST = int(os.environ.get("ZEGEL_COURSES_FROM", "0"))
LONGEST = 16
PARTS = max(3, COURSES // 20)
MATTERS = ("handel", "kanton", "familie")


@pytest.fixture
def world(db: None) -> CaseWorld:
    found = make_world()
    for office in ("planner", "judge", "registrar"):
        give_office(
            actor=found.clerk.principal, desk=found.clerk.box.pk, account=found.clerk.user.pk, office=office, at=AT
        )  # fmt: skip
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_every_lawful_course_leaves_what_its_facts_say(world, part):
    circles = world.new_case().circles
    for number in range(FIRST + part, FIRST + COURSES, PARTS):
        with transaction.atomic():
            walk(world, circles, number)
            transaction.set_rollback(True)


def walk(world: CaseWorld, circles: Any, number: int) -> None:
    rng = Random(number)
    matter = rng.choice(MATTERS)
    how = "paper" if matter == "kanton" else "digital"
    parties = [world.party("claimant", channel=how), world.party("defendant", kind="person", channel=how)]
    case = world.register(parties=parties, matter=matter, circles=circles)
    course = Course(world, case, rng)
    for _ in range(rng.randint(3, LONGEST)):
        if not course.lawful():
            break
        if rng.random() < 0.5:
            course.beside()
        name = ""
        try:
            name = course.go_on()
            check(course)
            if rng.random() < 0.3:
                check_again(course)
            if rng.random() < 0.3:
                check_refusals(course)
        except Exception as wrong:
            told = [(each.kind, each.day.isoformat(), dict(each.facts)) for each in course.said]
            wrong.add_note(f"course {number}, {case.matter}, after {name}: {told}")
            raise
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def check(course: Course) -> None:
    case = Case.objects.get(pk=course.case.pk)
    assert case.state == course.state
    assert (case.next_kind, case.next_at) == waits_for(course.said)
    states = Hearing.objects.filter(case=case).order_by("made_at", "id").values_list("state", flat=True)
    assert list(states) == hearings(course.said)
    records = Counter(Record.objects.filter(subject=case.pk).values_list("event", flat=True))
    assert records["proceedings.act.done"] == course.done == Act.objects.filter(case=case).count()
    assert records["proceedings.hearing.recorded"] == course.noted
    check_duties(course)
    check_log(course)
    check_fees(course)


def check_duties(course: Course) -> None:
    found: dict[Any, list[Any]] = {}
    for task in open_tasks(course).exclude(event__in=FEE_EVENTS):
        found.setdefault((task.event, task.who, task.place), []).append(task.due_at)
    assert {key: ordered(moments) for key, moments in found.items()} == {
        key: ordered(moments) for key, moments in duties(course.said, course.people).items()
    }


def ordered(moments: list[Any]) -> list[Any]:
    return sorted(moments, key=lambda moment: (moment is not None, moment))


def check_log(course: Course) -> None:
    """The terms by their records alone are those of the table."""
    terms: dict[str, tuple[int, Any, bool]] = {}
    for record in Record.objects.filter(
        subject=course.case.pk, event__startswith="proceedings.term."
    ).order_by("id"):
        body = json.loads(bytes(record.body))["facts"]
        kind = record.event.rpartition(".")[2]
        turn, due, _open = terms.get(body["term"], (0, None, False))
        assert body["turn"] == turn + 1
        terms[body["term"]] = (
            body["turn"],
            due if kind == "closed" else body.get("due_at"),
            kind != "closed",
        )
    rows = Task.objects.filter(case=course.case)
    assert {key: (turn, is_open) for key, (turn, _due, is_open) in terms.items()} == {
        str(task.pk): (task.turn, task.closed_at is None) for task in rows
    }


def check_fees(course: Course) -> None:
    owed = fees(course.said, course.people)
    booked = LedgerEntry.objects.filter(fee__case=course.case, kind__in=["levy", "correction"])
    sums = dict(booked.values_list("fee__party").annotate(sum=Sum("cents")))
    assert sums == {party: each.asked for party, each in owed.items() if each.asked}
    balances = dict(PartyFee.objects.filter(case=course.case).values_list("party", "balance"))
    assert {party: cents for party, cents in balances.items() if party in owed} == {
        party: (each.asked or 0) - each.paid for party, each in owed.items()
    }
    people = course.people
    sides = {people.claimant: ("called", "claimant"), people.defendant: ("defendant appeared", "defendant")}
    tasks = {
        (task.event, task.who): task.due_at.date() for task in open_tasks(course).filter(event__in=FEE_EVENTS)
    }
    assert tasks == {sides[party]: each.last for party, each in owed.items() if each.open}


def open_tasks(course: Course) -> Any:
    return Task.objects.filter(case=course.case, closed_at__isnull=True)


def snapshot(course: Course) -> list[Any]:
    """All that an act can change in a case."""
    return [
        list(Case.objects.filter(pk=course.case.pk).values()),
        list(Record.objects.filter(subject=course.case.pk).values_list("id").order_by("id")),
        list(Task.objects.filter(case=course.case).order_by("id").values()),
        list(Act.objects.filter(case=course.case).order_by("id").values("id", "number", "at", "facts")),
        list(LedgerEntry.objects.filter(fee__case=course.case).order_by("id").values()),
        list(Hearing.objects.filter(case=course.case).order_by("id").values()),
    ]


def check_again(course: Course) -> None:
    before = snapshot(course)
    course.again(course.at + timedelta(minutes=1))
    assert snapshot(course) == before


def check_refusals(course: Course) -> None:
    """On old news, by who may not, and against the law: each is refused with its own answer, and leaves nothing."""
    before, lawful = snapshot(course), course.lawful()
    others = [transition.act for transition in TRANSITIONS if transition.act not in acts_in(course.state)]
    wrong = course.rng.choice([name for name in others if name != "apply"])
    for who, name, seen, refusal in [
        *((course.world.clerk, name, course.done - 1, ActChanged) for name in lawful[:1]),
        (course.world.clerk, wrong, course.done, ActUnlawful),
        *(
            (course.world.defendant, name, course.done, ActNotYours if course.people.digital else CaseUnknown)
            for name in lawful
            if "defendant" not in WHO_MAY[name]
        ),
    ]:
        with pytest.raises(refusal), transaction.atomic():
            perform(actor=who.principal, case=course.case.pk, new=NewAct(uuid4(), name, seen), at=course.at)
    assert snapshot(course) == before
