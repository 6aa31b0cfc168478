"""The intake of a court on screen: what waits, with whom, and one filing with what can be done; registry data only."""

import json
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.personas import browser, make_holder
from zegel.api.tests import case_calls
from zegel.boxes.models import Member
from zegel.casefile.models import Case
from zegel.filing.actions import claim, hold_filing, open_desk
from zegel.filing.models import Filing
from zegel.filing.rules import shown_number
from zegel.filing.tests.test_file_at_a_court import filed
from zegel.lib.moments import amsterdam, now
from zegel.proceedings.models import Appointment


@pytest.fixture
def world(clerk, lawyer):
    return SimpleNamespace(clerk=clerk, lawyer=lawyer)


def shown(holder, path="/intake"):
    answer = browser(holder).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def told(page):
    found = re.search(r'<script id="told" type="application/json">(.*?)</script>', page)
    return json.loads(found[1])


def test_what_waits_stands_in_the_queue_of_its_court_alone(world, stranger):
    filing = case_calls.filed(world)
    page = shown(world.clerk)
    assert f"/intake/{filing}?state=waiting" in page
    assert world.lawyer.box.name in page
    for other in (stranger, world.lawyer):
        assert str(filing) not in shown(other)
        assert browser(other).get(f"/intake/{filing}").status_code == 404


def test_a_filing_says_its_moment_and_what_can_be_done(world):
    filing = Filing.objects.get(pk=case_calls.filed(world))
    page = shown(world.clerk, f"/intake/{filing.pk}")
    assert shown_number(filing.number) in page
    for panel in ("register", "place", "answer", "hold"):
        assert f'data-panel="{panel}"' in page
    facts = told(page)
    assert (facts["desk"]["court"], facts["digital"], facts["case"]) == ("amsterdam", True, None)
    assert facts["mailbox"] == str(world.lawyer.box.pk)


def test_the_case_that_a_filing_names_is_found_with_its_party_and_no_other_courts(world):
    case = case_calls.made(world)
    filing = case_calls.filed(world)
    Filing.objects.filter(pk=filing).update(case_number=case.number)
    facts = told(shown(world.clerk, f"/intake/{filing}"))
    assert (facts["case"], facts["party"]) == (
        str(case.pk),
        str(case.parties.get(role="claimant").pk),
    )
    elsewhere = make_holder("Team Rotterdam", "team@rotterdam.example", kind="team", court=True)
    Case.objects.filter(pk=case.pk).update(desk=elsewhere.box)
    assert told(shown(world.clerk, f"/intake/{filing}"))["case"] is None


def test_a_colleague_at_work_is_named_in_the_queue_and_on_the_page(world):
    filing = case_calls.filed(world)
    colleague = make_holder("mr. B. Collega", "collega@court.example", court=True)
    Member.objects.create(box=world.clerk.box, user=colleague.user, right="send", since=now())
    claim(actor=colleague.principal, filing=filing, at=now())
    for path in ("/intake", f"/intake/{filing}"):
        assert "mr. B. Collega is working on this" in shown(world.clerk, path)
    assert "is working on this" not in shown(colleague)


def test_what_is_held_has_a_place_of_its_own(world):
    filing = case_calls.filed(world)
    hold_filing(actor=world.clerk.principal, filing=filing, held=True, at=now())
    assert str(filing) not in shown(world.clerk)
    assert str(filing) in shown(world.clerk, "/intake?state=held")


@pytest.mark.parametrize(
    "asked", ["?state=nowhere", "?after=nonsense", "?after=2026-01-01T00:00:00_x", "?state=\x00"]
)
def test_any_question_is_answered(world, asked):
    assert browser(world.clerk).get(f"/intake{asked}").status_code in {200, 302}


def offices_at_desk(world):
    rows = Appointment.objects.filter(desk=world.clerk.box, until__isnull=True)
    return {(row.account, row.office) for row in rows}


def test_who_manages_the_desk_gives_offices_and_ends_them(world):
    where, own = f"/intake/desks/{world.clerk.box.pk}/offices", world.clerk.user.pk
    case_calls.filed(world)
    assert where in shown(world.clerk)
    for held in (["judge", "planner"], ["registrar"], []):
        answer = browser(world.clerk).post(where, {"member": own, "office": held})
        assert answer.status_code == 302
        assert offices_at_desk(world) == {(own, office) for office in held}
        page = shown(world.clerk, where)
        assert [
            office for office in ("judge", "registrar", "planner") if f'value="{office}" checked' in page
        ] == held


def test_nobody_else_gives_an_office(world, stranger):
    where = f"/intake/desks/{world.clerk.box.pk}/offices"
    reader = make_holder("mr. B. Lezer", "lezer@court.example", court=True)
    Member.objects.create(box=world.clerk.box, user=reader.user, right="send", since=now())
    assert "mr. B. Lezer" in shown(reader, where)
    for other, status in ((reader, 422), (stranger, 404)):
        answer = browser(other).post(where, {"member": reader.user.pk, "office": ["judge"]})
        assert answer.status_code == status
    for sent in (
        {"member": stranger.user.pk, "office": ["judge"]},
        {"member": "x"},
        {"member": reader.user.pk, "office": ["king"]},
    ):
        assert browser(world.clerk).post(where, sent).status_code == 422
    assert offices_at_desk(world) == set()


def entered(holder, **changes):
    """What the form of paper gives back when a clerk sends it."""
    open_desk(
        court="amsterdam",
        location="Amsterdam",
        matter="handel",
        box=holder.box.pk,
        postal="",
        counter="",
        at=now(),
    )
    page = browser(holder).get("/intake/paper").content.decode()
    field = {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1] for name in ("key", "desk")}
    here = amsterdam(now()) - timedelta(minutes=5)
    told = {
        "sender": "P.  Jansen", "kind": "exhibits", "pieces": "3", "way": "post", "number": "",
        "day": here.date().isoformat(), "time": here.strftime("%H:%M"),
    }  # fmt: skip
    return field | told | changes


def test_paper_is_entered_once_with_its_moment_and_waits_to_be_scanned(world):
    told, site = entered(world.clerk), browser(world.clerk)
    for _ in range(2):
        answer = site.post("/intake/paper", told)
    filing = Filing.objects.get()
    assert answer.headers["Location"] == f"/intake/{filing.pk}"
    assert (filing.sender, filing.channel, filing.way, filing.pieces) == ("P. Jansen", "counter", "post", 3)
    assert amsterdam(filing.at).strftime("%Y-%m-%d %H:%M") == f"{told['day']} {told['time']}"
    page = shown(world.clerk, f"/intake/{filing.pk}")
    assert "data-scan>" in page
    assert json.loads(re.search(r'<script id="told" type="application/json">(.*?)</script>', page)[1])[
        "unscanned"
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"day": "2999-01-01"}, {"day": "1999-01-01"}, {"day": "?"}, {"time": "25:00"}, {"sender": " "}, {"pieces": "0"},
        {"way": "fax"}, {"desk": "x"}, {"key": "x"}, {"kind": "x"}, {"number": "C/99/99"},
    ],
)  # fmt: skip
def test_what_cannot_be_right_about_paper_is_said_and_nothing_is_entered(world, changes):
    answer = browser(world.clerk).post("/intake/paper", entered(world.clerk) | changes)
    assert answer.status_code == 422
    assert not Filing.objects.exists()


def test_paper_of_a_lawyer_who_filed_by_secure_mail_finds_that_filing_first(world):
    told, site = entered(world.clerk, sender=world.lawyer.box.name), browser(world.clerk)
    number = filed(world.lawyer, world.clerk).number
    page = site.post("/intake/paper", told).content.decode()
    assert f"/desk/{number}" in page
    assert Filing.objects.count() == 1
    site.post("/intake/paper", told | {"do": "new"})
    assert Filing.objects.count() == 2


def test_nobody_but_who_acts_for_a_desk_enters_paper(world, stranger):
    told = entered(world.clerk)
    for other in (stranger, world.lawyer):
        assert browser(other).get("/intake/paper").status_code == 404
        assert browser(other).post("/intake/paper", told).status_code == 404
    assert not Filing.objects.exists()
