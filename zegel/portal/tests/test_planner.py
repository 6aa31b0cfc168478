"""The planner's pages: what waits, the moments of a case with the law beside them, rooms, and the letter."""

import io
import re
import uuid
from datetime import timedelta
from types import SimpleNamespace

import pikepdf
import pytest
from django.utils import translation

from tests.personas import browser
from zegel.api.tests import case_calls
from zegel.filing.models import Desk
from zegel.law.calendar import atw_calendar
from zegel.lib.moments import amsterdam, now
from zegel.planning.actions import Booking, add_room
from zegel.planning.models import LetterText, Room
from zegel.planning.rules.slots import Board, Wish, day_decisions, slot_decisions
from zegel.portal.shared.law_words import sentence
from zegel.proceedings.actions import NewAct, give_office, perform


@pytest.fixture
def world(clerk, lawyer):
    return SimpleNamespace(clerk=clerk, lawyer=lawyer)


@pytest.fixture
def people(world):
    return case_calls.people(world)


@pytest.fixture
def case(people):
    return people.register(now())


@pytest.fixture
def room(world, case):
    Desk.objects.get_or_create(
        court=case.court, location=case.location, matter=case.matter, defaults={"box": world.clerk.box}
    )
    return add_room(actor=world.clerk.principal, desk=world.clerk.box.pk, name="Zaal 3", at=now())


def page(holder, path, language="en"):
    return browser(holder).get(path, headers={"accept-language": language})


def test_the_very_urgent_wait_first_and_what_has_a_day_no_more(world, people, case, room):
    urgent = people.register(now(), very_urgent=True)
    listed = page(world.clerk, "/planner").content.decode()
    assert listed.index(str(urgent.pk)) < listed.index(str(case.pk))
    give_office(
        actor=world.clerk.principal,
        desk=world.clerk.box.pk,
        account=world.clerk.user.pk,
        office="planner",
        at=now(),
    )
    new = NewAct(uuid.uuid4(), "set day", 0, facts={"hearing": "2027-06-16T10:00:00+02:00"})
    perform(actor=world.clerk.principal, case=urgent.pk, new=new, at=now())
    assert str(urgent.pk) not in page(world.clerk, "/planner").content.decode()


def test_the_moments_of_a_case_have_the_law_beside_them(world, case, room):
    shown = page(world.clerk, f"/planner/{case.pk}").content.decode()
    assert "Zaal 3" in shown
    assert "plan__slot--free" in shown
    # The first days are too soon for the term of summons: they can be had with that remark and its articles.
    assert "Setting this day also shortens the term of summons" in shown
    assert "art. 4.3 PR" in shown
    dutch = page(world.clerk, f"/planner/{case.pk}", "nl").content.decode()
    assert "Met deze dag wordt ook de termijn van dagvaarding verkort" in dutch


def test_a_taken_room_says_so_with_its_article(world, people, case, room):
    day = atw_calendar().ordinary_after(amsterdam(now()).date() + timedelta(days=19))
    other = people.register(now())
    give_office(
        actor=world.clerk.principal,
        desk=world.clerk.box.pk,
        account=world.clerk.user.pk,
        office="planner",
        at=now(),
    )
    new = NewAct(uuid.uuid4(), "set day", 0, facts={"hearing": f"{day}T09:00"}, booking=Booking(room.pk))
    perform(actor=world.clerk.principal, case=other.pk, new=new, at=now())
    shown = page(world.clerk, f"/planner/{case.pk}").content.decode()
    assert "The room is taken by another hearing" in shown


def test_weeks_are_a_grid_that_says_once_what_the_law_says_of_days_after_each_other(world, case, room):
    add_room(actor=world.clerk.principal, desk=world.clerk.box.pk, name="Zaal 9", at=now())
    shown = page(world.clerk, f"/planner/{case.pk}").content.decode()
    weeks = shown.split('<table class="plan__week')[1:]
    assert len(weeks) in {6, 7}
    opened = [" plan__week--shown" in week.partition(">")[0] for week in weeks]
    free = [week.count("plan__slot--free") for week in weeks]
    # The week that is shown first is the first one in which something is free, and each says how much.
    assert opened.count(True) == 1
    assert opened.index(True) == next(number for number, count in enumerate(free) if count)
    assert re.findall(r"data-week-free[^>]*>(\d+) free", shown) == [str(count) for count in free]
    for week in weeks:
        head = week.partition("</thead>")[0]
        assert [name in head for name in ("Zaal 3", "Zaal 9")] == [True, True]
        said = [part.partition("</tr>")[0] for part in week.split("<tbody")[1:] if "plan__law" in part]
        assert len(said) == len(set(said))
    days = re.findall(r'data-day="([\d-]+)"', shown)
    assert days == sorted(set(days))


def test_nobody_but_the_court_has_these_pages(world, case, room):
    for path in (
        f"/planner/{case.pk}",
        f"/planner/desks/{world.clerk.box.pk}",
        f"/planner/{case.pk}/letter.pdf",
    ):
        assert page(world.lawyer, path).status_code == 404
    assert str(case.pk) not in page(world.lawyer, "/planner").content.decode()


def test_the_letter_is_pdf_a_with_both_numbers_and_the_courts_own_words(world, case, room):
    LetterText.objects.create(
        desk=world.clerk.box, opening="Beste {claimant}, kom naar {room}.", closing="Groet.", changed_at=now()
    )
    asked = f"?starts=2027-02-16T10:00:00%2B01:00&room={room.pk}&served=2027-01-04&condition=by+video"
    answer = page(world.clerk, f"/planner/{case.pk}/letter.pdf{asked}")
    assert answer.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.open_metadata()["pdfaid:part"] == "3"
    assert page(world.clerk, f"/planner/{case.pk}/letter.pdf?starts=never").status_code == 404


def test_rooms_and_words_are_kept_and_a_wrong_word_is_refused(world, case, room):
    path = f"/planner/desks/{world.clerk.box.pk}"
    there = browser(world.clerk)
    assert there.post(path, {"do": "room", "name": "Zaal 4"}).status_code == 302
    refused = there.post(path, {"do": "letter", "opening": "{judge}", "closing": "Dag."})
    assert refused.status_code == 422
    assert not LetterText.objects.exists()
    assert there.post(path, {"do": "letter", "opening": "Op {day}.", "closing": "Dag."}).status_code == 302
    assert there.post(path, {"do": "end", "room": str(room.pk)}).status_code == 302
    assert list(Room.objects.filter(until__isnull=True).values_list("name", flat=True)) == ["Zaal 4"]


def test_who_tells_a_party_of_a_move_depends_on_the_lawyer_whoever_asks_knows(world, people):
    parties = [people.party("claimant"), people.party("defendant", short_name="Alone", representative=None)]
    case = people.register(now(), parties=parties)
    desk = {
        "actor": world.clerk.principal,
        "desk": world.clerk.box.pk,
        "account": world.clerk.user.pk,
        "at": now(),
    }
    for office in ("planner", "judge"):
        give_office(**desk, office=office)
    new = NewAct(uuid.uuid4(), "set day", 0, facts={"hearing": (now() + timedelta(days=30)).isoformat()})
    perform(actor=world.clerk.principal, case=case.pk, new=new, at=now())
    path = f"/planner/{case.pk}/request?act=move&looked=1&written=1"
    shown = page(world.clerk, path).content.decode()
    assert "The applicant tells the party itself" in shown
    known = page(world.clerk, f"{path}&known_of=Alone").content.decode()
    assert "The applicant tells the representative it knows" in known
    assert "The applicant tells the party itself" not in known
    # Of a party with a lawyer in the case nothing is asked: the court writes to that lawyer.
    assert known.count('name="known_of"') == 1


def test_every_reason_is_said_in_dutch():
    today = amsterdam(now())
    wish = Wish(60, None, frozenset(), today.date(), "netherlands")
    past = today - timedelta(days=365)
    found = [
        *day_decisions(past.date(), today.date(), today.date()),
        *slot_decisions(past.replace(hour=3), past.replace(hour=4), None, Board(wish, (), [], now())),
    ]
    with translation.override("nl"):
        for decision in found:
            if not decision:
                assert sentence(decision.reason, decision.params).lower() != decision.text().lower()
