"""What a court's team looks for is found whichever way the database goes to it."""

import pytest
from django.db import connection
from django.db.models import Value

from tests.case_world import AT
from tests.personas import make_holder
from zegel.casefile.models import Case
from zegel.casefile.models.grams import Grams
from zegel.casefile.queries import cases, cases_of_desk, upcoming_cases
from zegel.casefile.rules.search import sought

TYPED = [
    "hart",
    "obrien hart",
    "pietersen",
    "kgza262",
    "2",
    "c 13",
    "t hart 00000",
    "ell",
    "%",
    "nobody",
    "hart nobody",
]


@pytest.fixture
def desk(world):
    """Five cases at the desk, the third of them with another name, and a sixth at another desk."""
    made = [world.register() for _ in range(6)]
    Case.objects.filter(pk=made[2].pk).update(search_text="ellende " + made[2].search_text)
    Case.objects.filter(pk=made[5].pk).update(
        desk=make_holder("Team b", "b@rechtbank-b.example", kind="team").box
    )
    return world.clerk


def listed(clerk, typed, states=()):
    found = cases_of_desk(clerk.principal, clerk.box.pk, at=AT, typed=typed, states=states)
    page = upcoming_cases(clerk.principal, at=AT, desk=clerk.box.pk, typed=typed, states=states)
    assert found == page.cases
    return [case.number for case in found]


@pytest.mark.parametrize("typed", TYPED)
def test_the_same_is_found_among_few_among_many_and_by_a_common_word(desk, monkeypatch, typed):
    found = listed(desk, typed)
    plain = [
        case.number
        for case in Case.objects.filter(desk=desk.box).order_by("-registered_at", "-pk")
        if all(word in case.search_text for word in sought(typed).words)
    ]
    assert found == plain
    monkeypatch.setattr(cases, "_FEW", 0)
    assert listed(desk, typed) == found
    monkeypatch.setattr(cases, "_COMMON", 0)
    assert listed(desk, typed) == found


def test_words_and_states_narrow_together(desk, monkeypatch):
    one_of_them = Case.objects.filter(desk=desk.box).order_by("number")[1]
    Case.objects.filter(pk=one_of_them.pk).update(state="called")
    for few in (cases._FEW, 0):
        monkeypatch.setattr(cases, "_FEW", few)
        assert listed(desk, "hart", ("called",)) == [one_of_them.number]


@pytest.mark.parametrize(("most", "statements"), [(60, 3), (0, 2)])
def test_a_word_that_many_cases_hold_is_not_looked_up(
    desk, monkeypatch, django_assert_num_queries, most, statements
):
    monkeypatch.setattr(cases, "_COMMON", most)
    with django_assert_num_queries(statements):
        list(cases.cases_at(desk.box.pk, "hart", ()))


def test_the_index_answers_for_the_pieces_of_a_word(desk):
    rows = Case.objects.alias(grams=Grams("desk", "search_text"))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    told = rows.filter(grams__contains=Grams(Value(desk.box.pk), Value("ellende"))).explain()
    assert "case_search" in told
