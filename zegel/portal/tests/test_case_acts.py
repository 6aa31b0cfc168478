"""What the court does in a case, from its page: the act the law allows, by whom it may be done, with what it asks."""

import uuid
from types import SimpleNamespace

import pytest

from tests.personas import browser
from zegel.api.tests import case_calls
from zegel.lib.moments import now
from zegel.proceedings.actions import give_office
from zegel.proceedings.models import Act, Task

DAY = "2099-12-16T10:00"


@pytest.fixture
def world(clerk, lawyer):
    return SimpleNamespace(clerk=clerk, lawyer=lawyer)


@pytest.fixture
def case(world):
    return case_calls.made(world)


def send(holder, case, **changes):
    body = {"act": "set day", "key": str(uuid.uuid4()), "seen": "0", "moment": DAY, "closer": ""} | changes
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


def test_an_act_sets_the_day_opens_what_follows_and_is_done_once(world, case):
    key = str(uuid.uuid4())
    for _ in range(2):
        assert send(world.clerk, case, key=key).status_code == 302
    act = Act.objects.get()
    assert (act.act, act.facts) == ("set day", {"hearing": "2099-12-16T10:00:00+01:00"})
    case.refresh_from_db()
    assert (case.state, case.next_kind) == ("day set", "hearing")
    assert Task.objects.filter(place="4.2", due_at__isnull=False).exists()
    assert "16 December 2099, 10:00" in shown(world.clerk, case)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"moment": ""}, "Fill in a date and time."),
        ({"act": "call"}, "This is not possible now"),
        ({"act": "move", "moment": DAY}, "This is not possible now"),
        ({"act": "nonsense"}, "Choose what you do in this case."),
        ({"seen": "7"}, "Something was done in this case after you opened it"),
    ],
)
def test_what_is_refused_is_said_on_the_page_and_changes_nothing(world, case, changes, said):
    give_office(
        actor=world.clerk.principal,
        desk=world.clerk.box.pk,
        account=world.clerk.user.pk,
        office="judge",
        at=now(),
    )
    answer = send(world.clerk, case, **changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Act.objects.exists()


@pytest.mark.parametrize(
    "bad",
    [{"key": "x"}, {"seen": "-1"}, {"seen": "9" * 30}, {"closer": "x"}, {"moment": "x"}, {"act": "\x00"}],
)
def test_any_nonsense_is_answered(world, case, bad):
    assert send(world.clerk, case, **bad).status_code == 422


def test_a_party_and_a_stranger_do_no_act_of_the_court(world, case, stranger):
    assert send(world.lawyer, case).status_code == 422
    assert send(stranger, case).status_code == 404
    assert not Act.objects.exists()
