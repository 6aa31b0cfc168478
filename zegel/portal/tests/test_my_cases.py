"""My cases: each sees their own, what comes first comes first, and few statements make a page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.case_world import AT, CaseWorld, make_world
from tests.personas import browser, make_holder
from zegel.casefile.actions import remember_visit
from zegel.casefile.models import Case
from zegel.casefile.queries import reader_of, upcoming_cases
from zegel.lib import moments


@pytest.fixture
def world(db: None) -> CaseWorld:
    return make_world()


def page(holder, query=""):
    return browser(holder).get(f"/cases{query}", headers={"accept-language": "en"})


def names(answer):
    return [row.parties for row in answer.context["rows"]]


def test_each_sees_their_own_cases_and_the_menu_leads_there(world):
    world.register()
    stranger = make_holder("mr. X", "x@elders.example")
    for holder in (world.claimant, world.defendant, world.clerk):
        assert names(page(holder)) == ["Pietersen / 't Hart"], holder.user.name
        assert '<a href="/cases"' in browser(holder).get("/account").content.decode()
    assert names(page(stranger)) == []
    assert '<a href="/cases"' not in browser(stranger).get("/account").content.decode()
    assert page(stranger, f"?desk={world.clerk.box.pk}").status_code == 404


def test_who_one_is_stands_in_the_row(world):
    world.register()
    assert "You act for Pietersen (claimant)" in page(world.claimant).content.decode()
    assert "You act for" not in page(world.clerk).content.decode()
    person = make_holder("D. ’t Hart-O’Brien", "hart@thuis.example")
    world.register(
        parties=[
            world.party("claimant"),
            world.party("defendant", representative=None, mailbox=person.box.pk, kind="person"),
        ]
    )
    assert "You are defendant" in page(person).content.decode()


def test_the_next_date_comes_first_then_the_newest(world):
    today = moments.now()
    made = [world.register(AT + timedelta(minutes=number)) for number in range(5)]
    for case, days in zip(made, (9, None, 2, -3, None), strict=True):
        moment = today + timedelta(days=days) if days else None
        Case.objects.filter(pk=case.pk).update(next_at=moment, next_kind="hearing" if moment else "")
    shown = [row.numbers.split(" ")[0] for row in page(world.clerk).context["rows"]]
    assert shown == [made[place].number for place in (2, 0, 4, 3, 1)]


def test_pages_join_without_gap_or_double(world):
    made = [world.register(AT + timedelta(minutes=number // 2)) for number in range(7)]
    soon = moments.now() + timedelta(days=1)
    for place, case in enumerate(made[:4]):
        Case.objects.filter(pk=case.pk).update(next_at=soon + timedelta(days=place // 2))
    seen, after = [], None
    while True:
        found = upcoming_cases(world.claimant.principal, at=moments.now(), after=after, most=2)
        seen += [case.pk for case in found.cases]
        after = found.onward
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 7
    assert set(seen[:4]) == {case.pk for case in made[:4]}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("pietersen", True), ("’T HART", True), ("t hart obrien", True), ("O'Brien", True), ("jansen", False),
    ],
)  # fmt: skip
def test_a_case_is_found_as_people_type(world, typed, found):
    world.register()
    assert bool(names(page(world.claimant, f"?q={typed}"))) is found


def test_a_number_is_found_in_any_spelling(world):
    case = world.register()
    for typed in (
        case.number,
        case.number.replace("/", ""),
        case.number.lower(),
        case.summary_number,
        "KGZA26-1",
    ):
        assert names(page(world.clerk, f"?q={typed}")), typed


def test_a_list_is_narrowed_by_what_a_case_waits_for(world):
    case = world.register()
    assert names(page(world.clerk, "?state=asked"))
    assert not names(page(world.clerk, "?state=ended"))
    Case.objects.filter(pk=case.pk).update(state="struck out")
    assert names(page(world.clerk, "?state=ended"))
    assert page(world.clerk, "?q=%00").status_code == 200
    assert page(world.clerk, "?state=nonsense").status_code == 200
    assert page(world.clerk, "?after=nonsense").status_code == 302
    assert page(world.clerk, "?desk=nonsense").status_code == 404


def test_what_is_new_is_counted_until_it_was_seen(world):
    case = world.register()
    world.place(case, party=case.parties.get(role="claimant").pk)
    world.place(case, party=case.parties.get(role="claimant").pk)
    shielded = [entry.fresh for entry in page(world.defendant).context["rows"]]
    assert shielded == ["2 new"]
    reader = reader_of(world.defendant.principal, case.pk, AT)
    remember_visit(actor=world.defendant.principal, reader=reader, number=2, at=AT)
    assert [row.fresh for row in page(world.defendant).context["rows"]] == [""]
    assert [row.fresh for row in page(world.claimant).context["rows"]] == ["2 new"]


def test_a_note_of_the_court_is_no_news_for_a_party(world):
    case = world.register()
    world.place(case, kind="aantekening", into=case.circles.get(kind="court"))
    assert [row.fresh for row in page(world.claimant).context["rows"]] == [""]
    assert [row.fresh for row in page(world.clerk).context["rows"]] == ["1 new"]


def test_a_page_costs_as_many_statements_with_many_cases(world):
    def taken(holder):
        client = browser(holder)
        client.get("/cases")
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/cases").status_code == 200
        return [value["sql"] for value in seen]

    case = world.register()
    world.place(case, party=case.parties.get(role="claimant").pk)
    few = {holder.user.name: len(taken(holder)) for holder in (world.claimant, world.clerk)}
    for _ in range(12):
        world.place(world.register(), kind="oproeping")
    for holder in (world.claimant, world.clerk):
        many = taken(holder)
        # Session with its user, mailboxes, whose the desk is or (twice) which mailboxes, dated cases, the others, parties, what is
        # new, tasks, whether there is a case for the menu.
        assert len(many) == few[holder.user.name] <= 11, "\n".join(many)
