"""What the court does in a case, from its page: the act the law allows, by whom it may be done, with what it asks."""

import uuid
from types import SimpleNamespace

import pytest

from tests.personas import browser
from zegel.api.tests import case_calls
from zegel.casefile.models import Case
from zegel.lib.moments import now
from zegel.proceedings.actions import NewAct, give_office, perform
from zegel.proceedings.models import Act, Task
from zegel.proceedings.rules.acts import NOT_BY_NAME
from zegel.proceedings.rules.hearing.entries import HEARING_ACTS

HEARING = {"hearing": "2099-12-16T10:00:00+01:00"}


@pytest.fixture
def world(clerk, lawyer):
    return SimpleNamespace(clerk=clerk, lawyer=lawyer)


@pytest.fixture
def case(world):
    return case_calls.made(world)


@pytest.fixture
def planned(world, case):
    """The day of the hearing was set."""
    do(world, case, "set day", 0, facts=HEARING)
    return case


def do(world, case, name, seen, **changes):
    perform(
        actor=world.clerk.principal, case=case.pk, new=NewAct(uuid.uuid4(), name, seen, **changes), at=now()
    )


def send(holder, case, **changes):
    body = {"act": "inform opponent", "key": str(uuid.uuid4()), "seen": "1"} | changes
    return browser(holder).post(f"/cases/{case.pk}/acts", body)


def shown(holder, case):
    return browser(holder).get(f"/cases/{case.pk}").content.decode()


def test_the_page_offers_what_the_role_may_do_in_this_state_alone(world, case):
    page = shown(world.clerk, case)
    assert "Set the day of the hearing" in page
    # A decision is the judge's, and a judgment comes after a hearing.
    assert "Move the hearing" not in page
    assert "Give judgment" not in page
    assert "What you can do in this case now" not in shown(world.lawyer, case)


def test_an_act_closes_what_it_does_and_is_done_once(world, planned):
    key = str(uuid.uuid4())
    for _ in range(2):
        assert send(world.clerk, planned, key=key).status_code == 302
    act = Act.objects.get(number=2)
    assert (act.act, act.facts, act.state_after) == ("inform opponent", {}, "opponent informed")
    assert not Task.objects.filter(place="4.2", closed_at__isnull=True).exists()


def test_what_is_done_at_the_hearing_is_a_link_to_its_sheet(world, planned):
    give_office(
        actor=world.clerk.principal, desk=world.clerk.box.pk, account=world.clerk.user.pk, office="registrar", at=now()
    )  # fmt: skip
    page = shown(world.clerk, planned)
    assert f'<a href="/hearings/{planned.pk}">Call the case</a>' in page
    assert 'value="call"' not in page


def test_whatever_the_sheet_of_the_hearing_weighs_is_not_done_by_its_name():
    assert set(HEARING_ACTS) <= set(NOT_BY_NAME)


def test_what_comes_with_a_document_is_not_done_by_its_name_alone(world, planned):
    for name, (house, place) in NOT_BY_NAME.items():
        told = {"id": str(uuid.uuid4()), "act": name, "seen": 1, "facts": HEARING}
        client = browser(world.clerk)
        answer = client.post(f"/api/cases/{planned.pk}/acts", told, content_type="application/json")
        codes = {
            "letter": "act-without-letter",
            "judgment": "act-at-judgment",
            "fees": "act-at-fees",
            "hearing": "act-at-hearing",
        }
        assert (answer.status_code, answer.json()["code"]) == (422, codes[house]), name
        assert answer.json()["article"] == place
        page = send(world.clerk, planned, act=name)
        assert page.status_code == 422
        assert f'value="{name}"' not in page.content.decode()
    assert Act.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"act": "close"}, "This is not possible now"),
        ({"act": "grant default"}, "This belongs to the hearing, and the law asks more for it."),
        ({"act": "move"}, "The court tells the parties this by letter."),
        ({"act": "nonsense"}, "Choose what you do in this case."),
        ({"seen": "7"}, "Something was done in this case after you opened it"),
    ],
)
def test_what_is_refused_is_said_on_the_page_and_changes_nothing(world, planned, changes, said):
    give_office(
        actor=world.clerk.principal,
        desk=world.clerk.box.pk,
        account=world.clerk.user.pk,
        office="judge",
        at=now(),
    )
    answer = send(world.clerk, planned, **changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Act.objects.count() == 1


@pytest.mark.parametrize(
    "bad",
    [{"key": "x"}, {"seen": "-1"}, {"seen": "9" * 30}, {"act": "\x00"}],
)
def test_any_nonsense_is_answered(world, planned, bad):
    assert send(world.clerk, planned, **bad).status_code == 422


def test_a_party_and_a_stranger_do_no_act_of_the_court(world, planned, stranger):
    assert send(world.lawyer, planned, act="call").status_code == 422
    for name in ("call", "move"):
        assert send(stranger, planned, act=name).status_code == 404
        told = {"id": str(uuid.uuid4()), "act": name, "seen": 1}
        answer = browser(stranger).post(
            f"/api/cases/{planned.pk}/acts", told, content_type="application/json"
        )
        assert answer.status_code == 404
    assert Act.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("applied", "No day set yet"),
        ("called", "The day of the judgment is not set yet"),
        ("adjourned", "No new day set yet"),
        ("issued", "None: the judgment was given"),
        ("closed", "None: the case is closed"),
        ("withdrawn", "None: the case was withdrawn"),
        ("costs pending", "None: the judge only decides about the costs"),
        ("struck out", "None: the case was struck off the list"),
    ],
)
def test_a_case_without_a_day_says_why_on_its_page_and_in_the_list(world, case, state, says):
    Case.objects.filter(pk=case.pk).update(state=state)
    listed = browser(world.clerk).get("/cases?state=all").content.decode()
    for page in (shown(world.clerk, case), shown(world.lawyer, case), listed):
        assert says in page
        assert page.count("No day set yet") == (state == "applied")
