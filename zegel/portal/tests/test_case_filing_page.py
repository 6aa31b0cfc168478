"""Filing in a running case: who may, for whom, what the browser is told, and what it is not."""

import json
import re
from uuid import uuid4

import pytest

from tests.case_world import CaseWorld, make_world
from tests.personas import AT, browser, make_holder
from zegel.boxes.models import Member
from zegel.filing.actions import open_desk


@pytest.fixture
def world(db: None) -> CaseWorld:
    made = make_world()
    open_desk(
        court="amsterdam",
        location="Amsterdam",
        matter="handel",
        box=made.clerk.box.pk,
        postal="",
        counter="",
        at=AT,
    )
    return made


def page(holder, case, query=""):
    return browser(holder).get(f"/cases/{case.pk}/file{query}", headers={"accept-language": "en"})


def told(answer):
    return json.loads(answer.context["told"])


def test_a_party_is_told_where_its_numbers_go_on_and_who_gets_a_copy(world):
    case = world.register()
    claimant = case.parties.get(role="claimant")
    world.place(case, party=claimant.pk, kind="productie", exhibits=(1, 2, 3))
    found = told(page(world.claimant, case))
    assert (found["key"], found["next"], found["document"], found["waiting"]) == ("pietersen", 4, "", [])
    assert found["place"]["portal"] == {"readers": 1, "others": ""}
    assert found["place"]["box"]["id"] == str(world.clerk.box.pk)
    assert (found["place"]["kind"], found["place"]["number"]) == ("exhibits", case.number)
    assert told(page(world.defendant, case))["next"] == 1
    paper = world.register(
        parties=[world.party("claimant"), world.party("defendant", representative=None, channel="paper")]
    )
    assert told(page(world.claimant, paper))["place"]["portal"] == {"readers": 0, "others": "'t Hart"}
    assert "How does &#x27;t Hart get a copy?" in page(world.claimant, paper).content.decode()


def test_the_summons_is_the_claimants_to_file(world):
    case = world.register()
    assert told(page(world.claimant, case, "?kind=summons"))["document"] == "dagvaarding"
    assert told(page(world.defendant, case, "?kind=summons"))["place"]["kind"] == "exhibits"
    assert told(page(world.defendant, case, "?kind=answer"))["document"] == "conclusie"
    assert told(page(world.defendant, case, f"?kind=nonsense&party={uuid4()}"))["place"]["kind"] == "exhibits"


def test_who_acts_for_two_files_for_each_from_its_own_numbers(world):
    case = world.register(
        parties=[
            world.party("claimant"),
            world.party("claimant", name="Jansen", short_name="Jansen"),
            world.party("defendant"),
        ]
    )
    second = case.parties.get(short_name="Jansen")
    answer = page(world.claimant, case, f"?party={second.pk}")
    assert told(answer)["key"] == "jansen"
    assert len(answer.context["filers"]) == 2
    other = case.parties.get(role="defendant")
    assert told(page(world.claimant, case, f"?party={other.pk}"))["key"] == "pietersen"


def test_who_may_only_read_the_court_and_strangers_do_not_file(world):
    case = world.register()
    stranger = make_holder("mr. X", "x@elders.example")
    assert page(stranger, case).status_code == 404
    assert page(world.clerk, case).status_code == 403
    assert "File a document" not in browser(world.clerk).get(f"/cases/{case.pk}").content.decode()
    Member.objects.filter(box=world.claimant.box).update(right="read")
    assert page(world.claimant, case).status_code == 403
    assert not browser(world.claimant).get(f"/cases/{case.pk}").context["may_file"]


def test_where_the_court_has_no_desk_nothing_is_filed_here(world):
    case = world.register(court="rotterdam", location="Rotterdam")
    assert page(world.claimant, case).status_code == 403


def test_against_whom_is_asked_where_the_other_side_has_several_parties(world):
    sides = [world.party("claimant"), world.party("defendant"), world.party("defendant", short_name="De Zon")]
    case = world.register(parties=sides)
    asked = [
        str(key)
        for key in case.parties.filter(role="defendant").order_by("number").values_list("pk", flat=True)
    ]

    def offered(holder, kind):
        return re.findall(
            r'name="against" value="([^"]+)"', page(holder, case, f"?kind={kind}").content.decode()
        )

    assert offered(world.claimant, "summons") == offered(world.claimant, "answer") == asked
    assert offered(world.claimant, "exhibits") == offered(world.claimant, "message") == []
    # The only claimant needs no naming.
    assert offered(world.defendant, "answer") == []
