"""The calendar one subscribes to: it follows changes, says nothing of what is closed, and ends with its address."""

import uuid
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import icalendar
import pytest
from django.test import Client

from tests.personas import browser
from zegel.api.tests import case_calls
from zegel.casefile.models import Case, Party
from zegel.identity.models import User
from zegel.lib.moments import AMSTERDAM, now
from zegel.planning.actions.feeds import READS_AN_HOUR
from zegel.planning.models import CalendarFeed
from zegel.proceedings.actions import NewAct, give_office, perform


def friday_before_summer_time(today):
    """The first that is at least a month away; the clock changes on the last Sunday of March."""
    for year in (today.year, today.year + 1):
        last = date(year, 3, 31)
        friday = last - timedelta(days=last.isoweekday() % 7 + 2)
        if friday > today + timedelta(days=30):
            return friday
    raise AssertionError


FRIDAY = friday_before_summer_time(now().date())
# A move across the change of the clock: still ten o'clock, an hour earlier in UTC.
MONDAY = FRIDAY + timedelta(days=3)
TEN, AFTER = (datetime.combine(day, time(10), AMSTERDAM).isoformat() for day in (FRIDAY, MONDAY))


@pytest.fixture
def world(clerk, lawyer):
    return SimpleNamespace(clerk=clerk, lawyer=lawyer)


@pytest.fixture
def people(world):
    for office in ("planner", "judge"):
        give_office(
            actor=world.clerk.principal,
            desk=world.clerk.box.pk,
            account=world.clerk.user.pk,
            office=office,
            at=now(),
        )
    return case_calls.people(world)


def do(people, case, name, seen, when=None):
    terms = {"4.2": {"received": now().date().isoformat()}}
    new = NewAct(uuid.uuid4(), name, seen, facts={"hearing": when} if when else {}, terms=terms)
    perform(actor=people.clerk.principal, case=case.pk, new=new, at=now())


def address_of(holder):
    page = browser(holder).post("/calendar", {"do": "make"}).content.decode()
    return "/calendar/" + page.split("/calendar/")[1].split(".ics")[0] + ".ics"


def read(address):
    answer = Client().get(address)
    return icalendar.Calendar.from_ical(answer.content) if answer.status_code == 200 else answer.status_code


def hearings(address):
    return [event for event in read(address).walk("VEVENT") if str(event["SUMMARY"]).startswith("Zitting")]


def test_it_follows_a_move_across_the_clock_change_and_a_withdrawal(people):
    case = people.register(now())
    do(people, case, "set day", 0, TEN)
    address = address_of(people.claimant)
    (first,) = hearings(address)
    assert (first["SEQUENCE"], f"{first['DTSTART'].dt:%d %H}") == (0, f"{FRIDAY:%d} 09")
    assert str(first["SUMMARY"]) == f"Zitting {case.number}"
    do(people, case, "move", 1, AFTER)
    (moved,) = hearings(address)
    assert (moved["UID"], moved["SEQUENCE"], f"{moved['DTSTART'].dt:%d %H}") == (
        first["UID"],
        1,
        f"{MONDAY:%d} 08",
    )
    do(people, case, "withdraw", 2)
    (off,) = hearings(address)
    assert (off["UID"], off["SEQUENCE"], str(off["STATUS"])) == (first["UID"], 2, "CANCELLED")


@pytest.mark.parametrize("closed", ["family", "doors"])
def test_a_closed_case_says_that_there_is_a_hearing_and_no_more(people, closed):
    case = people.register(now())
    changes = {"matter": "familie"} if closed == "family" else {"closed_doors": True}
    do(people, case, "set day", 0, TEN)
    Case.objects.filter(pk=case.pk).update(**changes)
    raw = Client().get(address_of(people.claimant)).content.decode()
    secret = [
        case.number,
        case.summary_number,
        str(case.pk),
        *Party.objects.values_list("short_name", flat=True),
    ]
    assert not [word for word in secret if word in raw]
    assert "SUMMARY:Zitting\r\n" in raw
    assert "Uiterste moment\r\n" in raw


def test_names_of_parties_leave_the_court_in_no_calendar(people):
    case = people.register(now())
    do(people, case, "set day", 0, TEN)
    raw = Client().get(address_of(people.claimant)).content.decode()
    assert not [name for name in Party.objects.values_list("name", flat=True) if name in raw]


def test_who_is_not_in_a_case_has_it_in_no_calendar(people, world):
    known = people.party("claimant")
    other = replace(known, channel="paper", representative=replace(known.representative, mailbox=None))
    case = people.register(now(), parties=[other, people.party("defendant")])
    do(people, case, "set day", 0, TEN)
    assert hearings(address_of(world.lawyer)) == []


def test_an_address_is_replaced_ended_hashed_and_dies_with_the_account(people):
    first = address_of(people.claimant)
    second = address_of(people.claimant)
    assert (read(first), bool(read(second))) == (404, True)
    assert second.split("/")[-1][:-4].encode() not in bytes(
        CalendarFeed.objects.latest("made_at").secret_hash
    )
    User.objects.filter(pk=people.claimant.user.pk).update(is_active=False)
    assert read(second) == 404
    User.objects.filter(pk=people.claimant.user.pk).update(is_active=True)
    browser(people.claimant).post("/calendar", {"do": "end"})
    assert read(second) == 404
    assert read("/calendar/nobody.ics") == 404


def test_a_program_that_asks_too_often_is_told_when_to_come_back(people):
    address = address_of(people.claimant)
    CalendarFeed.objects.update(window_at=now(), reads=READS_AN_HOUR)
    answer = Client().get(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")
    CalendarFeed.objects.update(window_at=now() - timedelta(hours=2))
    assert Client().get(address).status_code == 200
