"""Nobody collects addresses: who is not known finds whom they know already, and sees no address they did not type."""

from datetime import timedelta

import pytest

from tests.personas import AT, browser, make_holder
from zegel.boxes.actions import count_search
from zegel.boxes.errors import SearchesEnough
from zegel.boxes.queries import find_boxes, find_people
from zegel.boxes.rules import FOUND_BY_STRANGERS, SEARCHES_OF_STRANGERS

PARTS = [
    "de",
    "van",
    "vries",
    "jansen",
    "bakker",
    "@",
    ".example",
    "post",
    "an",
    "er",
    "ee",
    "mr.",
    "a.",
    "kantoor",
    "team",
    "office",
]


@pytest.fixture
def citizen(db):
    return make_holder("E. Nieuw", "e.nieuw@post.example", alone=True)


@pytest.fixture
def neighbours(db):
    names = (
        "Anna Bakker",
        "Bram de Vries",
        "Carla Jansen",
        "Anna van Dijk",
        "Omar el Amrani",
        "Anna Smit",
        "Anna Mulder",
        "Anna Vos",
    )
    return [make_holder(name, f"{name.lower().replace(' ', '.')}@post.example", alone=True) for name in names]


def _found(holder, text):
    return [(found.box.name, found.address) for found in find_boxes(holder.user, text, at=AT)]


def test_a_new_account_harvests_no_address_by_parts_of_names_and_addresses(
    citizen, neighbours, lawyer, stranger
):
    for text in PARTS:
        assert not [address for _, address in _found(citizen, text) if address]
        assert not [person.address for person in find_people(citizen.user, text, at=AT) if person.address]
    assert _found(citizen, "de") == _found(citizen, "bakker") == []


def test_who_knows_the_address_finds_its_owner(citizen, neighbours):
    assert _found(citizen, " Anna.Bakker@post.example ") == [("Anna Bakker", "anna.bakker@post.example")]


def test_who_knows_the_whole_name_finds_its_owner_without_the_address(citizen, neighbours):
    assert _found(citizen, "anna bakker") == [("Anna Bakker", "")]
    assert _found(citizen, "anna bak") == []


def test_a_court_s_mailbox_is_found_by_everybody_with_its_address(citizen, clerk):
    assert _found(citizen, "kort geding") == [(clerk.box.name, clerk.box.address)]


def test_few_are_shown_at_once(citizen, db):
    for number in range(FOUND_BY_STRANGERS + 3):
        make_holder("Jan Jansen", f"jan{number}@post.example", alone=True)
    assert len(_found(citizen, "jan jansen")) == FOUND_BY_STRANGERS


def test_an_office_sees_addresses_of_offices_and_courts_and_not_of_citizens(
    lawyer, stranger, clerk, neighbours
):
    assert (stranger.box.name, stranger.box.address) in _found(lawyer, "elders")
    assert (clerk.box.name, clerk.box.address) in _found(lawyer, "kort")
    assert _found(lawyer, "bakker") == [("Anna Bakker", "")]
    assert _found(lawyer, "anna.bakker@") == []


def test_a_court_sees_whom_it_writes_to(clerk, neighbours):
    assert _found(clerk, "bakker") == [("Anna Bakker", "anna.bakker@post.example")]


def test_searches_are_counted_for_each_account_and_stop(citizen, lawyer):
    for _ in range(SEARCHES_OF_STRANGERS):
        count_search(actor=citizen.principal, text="jansen", at=AT)
    with pytest.raises(SearchesEnough):
        count_search(actor=citizen.principal, text="e.x@post.example", at=AT)
    count_search(actor=lawyer.principal, text="jansen", at=AT)
    count_search(actor=citizen.principal, text="jansen", at=AT + timedelta(hours=1, seconds=1))


def test_the_api_answers_so_and_refuses_after_so_many(citizen, neighbours, monkeypatch):
    monkeypatch.setattr("zegel.boxes.actions.searching.SEARCHES_OF_STRANGERS", 3)
    client = browser(citizen)
    for _ in range(3):
        assert [row["address"] for row in client.get("/api/recipients?q=Anna+Bakker").json()] == [""]
    for path in ("recipients", "boxes/people"):
        answer = client.get(f"/api/{path}?q=Anna+Bakker")
        assert (answer.status_code, answer.json()["code"]) == (429, "searches-enough")
