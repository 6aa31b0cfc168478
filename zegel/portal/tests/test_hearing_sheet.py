"""The sheet of a hearing and the lists of a day: what stands on them, for whom, and what never does."""

import re
import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from tests.case_world import CaseWorld
from tests.personas import browser
from zegel.api.tests import case_calls
from zegel.casefile.models import Case, Party
from zegel.lib.moments import amsterdam, now
from zegel.portal.hearings.lists import initials
from zegel.proceedings.actions import NewHearingAct, NewRecord, act_at_hearing, give_office, record


@pytest.fixture
def world(clerk, lawyer):
    return SimpleNamespace(clerk=clerk, lawyer=lawyer)


@pytest.fixture
def case(world):
    found = case_calls.made(world)
    Case.objects.filter(pk=found.pk).update(state="summons filed", next_kind="hearing", next_at=now())
    found.refresh_from_db()
    return found


def hold(world, *offices):
    for office in offices:
        give_office(
            actor=world.clerk.principal,
            desk=world.clerk.box.pk,
            account=world.clerk.user.pk,
            office=office,
            at=now(),
        )


def call(world, case):
    hold(world, "registrar", "judge")
    at = now()
    act_at_hearing(
        actor=world.clerk.principal, case=case.pk, new=NewHearingAct(uuid.uuid4(), "call", 0, {}, at), at=at
    )


def note(world, case, kind, **facts):
    at = now()
    party = {} if kind == "doors" else {"party": str(case.parties.get(role="defendant").pk)}
    new = NewRecord(uuid.uuid4(), kind, 0, party | facts, at)
    return record(actor=world.clerk.principal, case=case.pk, new=new, at=at)


def shown(holder, path):
    return browser(holder).get(path)


def test_the_sheet_offers_each_office_what_it_enters_and_no_party_sees_it(world, case):
    path = f"/hearings/{case.pk}"
    clerk = shown(world.clerk, path).content.decode()
    assert 'data-entry="interpreter"' in clerk
    for entry in ("call", "appearance", "doors", "set judgment"):
        assert f'data-entry="{entry}"' not in clerk
    hold(world, "registrar")
    registrar = shown(world.clerk, path).content.decode()
    for entry in ("call", "appearance", "counterclaim"):
        assert f'data-entry="{entry}"' in registrar
    assert 'data-entry="doors"' not in registrar
    hold(world, "judge")
    judge = shown(world.clerk, path).content.decode()
    for entry in ("doors", "guard", "admissibility", "grant default", "adjourn", "set judgment"):
        assert f'data-entry="{entry}"' in judge
    assert shown(world.lawyer, path).status_code == 404


def test_a_counterclaim_is_thought_of_as_the_defendants(world, case):
    call(world, case)
    page = shown(world.clerk, f"/hearings/{case.pk}").content.decode()
    asked = page[page.index('data-entry="counterclaim"') :]
    first = re.search(r'data-fact="party"[^>]*><option value="([^"]+)"', asked)
    assert first[1] == str(case.parties.get(role="defendant").pk)


def test_the_sheet_knows_the_day_before_which_calling_is_asked_twice_until_it_is_called(world, case):
    hold(world, "registrar")
    planned = amsterdam(now() + timedelta(days=2)).replace(hour=10, minute=0, second=0, microsecond=0)
    Case.objects.filter(pk=case.pk).update(next_at=planned, next_kind="hearing")
    begins = f'data-day-begins="{planned.replace(hour=0).isoformat()}"'
    assert begins in shown(world.clerk, f"/hearings/{case.pk}").content.decode()
    call(world, case)
    assert "data-day-begins" not in shown(world.clerk, f"/hearings/{case.pk}").content.decode()


def test_before_the_calling_the_rest_of_the_sheet_waits_on_the_page(world, case):
    hold(world, "registrar")
    path = f"/hearings/{case.pk}"
    assert "data-after-call hidden" in shown(world.clerk, path).content.decode()
    call(world, case)
    page = shown(world.clerk, path).content.decode()
    assert "data-after-call" not in page
    assert 'data-entry="call"' not in page


def test_what_was_noted_stands_at_its_entry_and_pieces_of_who_stayed_away_are_marked(world, case):
    call(world, case)
    people = CaseWorld(clerk=world.clerk, claimant=world.lawyer, defendant=world.lawyer)
    party = case.parties.get(role="defendant")
    people.place(case, party=party.pk, filed_at=now(), at=now())
    path = f"/hearings/{case.pk}"
    assert "Left out of account" not in shown(world.clerk, path).content.decode()
    note(world, case, "appearance", appeared="no")
    page = shown(world.clerk, path).content.decode()
    assert f"{party.short_name} did not appear".replace("'", "&#x27;") in page
    assert "Left out of account" in page
    assert "art. 11.2 PR" in page


def test_the_judgment_is_proposed_in_two_weeks(world, case):
    call(world, case)
    page = shown(world.clerk, f"/hearings/{case.pk}").content.decode()
    day = amsterdam(now()).date() + timedelta(days=14)
    assert f'value="{day:%Y-%m}' in page


def test_the_list_of_the_day_is_the_courts(world, case):
    page = shown(world.clerk, "/hearings").content.decode()
    assert case.number in page
    assert f"/hearings/{case.pk}" in page
    assert case.number not in shown(world.clerk, "/hearings?day=2099-01-01").content.decode()
    assert shown(world.lawyer, "/hearings").status_code == 404
    for nonsense in ("2026-02-30", "x", "9999-99-99", "0001-01-01"):
        assert shown(world.clerk, f"/hearings?day={nonsense}&list=x&desk=y").status_code == 200


def test_a_list_says_once_of_which_court_it_is(world, case):
    for kind in ("court", "press", "public"):
        listed = shown(world.clerk, f"/hearings?list={kind}").content.decode()
        assert listed.count("Rechtbank Amsterdam, Amsterdam") == 1
        # On paper it follows nothing any more.
        assert '<span class="no-print">The list follows every change.</span>' in listed


def test_the_public_list_names_companies_and_of_people_initials_and_the_press_all(world, case):
    Party.objects.filter(case=case, role="defendant").update(kind="person", name="D. ’t Hart-O’Brien")
    public = shown(world.clerk, "/hearings?list=public").content.decode()
    assert "Pietersen Bouw B.V." in public
    assert "Hart" not in public
    assert "D.H." in public
    assert "Hart" in shown(world.clerk, "/hearings?list=press").content.decode()


def test_no_list_outside_names_who_is_heard_behind_closed_doors_and_none_has_a_family_case(world, case):
    call(world, case)
    note(world, case, "doors", doors="closed", heard=True)
    for kind in ("public", "press"):
        page = shown(world.clerk, f"/hearings?list={kind}").content.decode()
        assert case.number in page
        assert "Pietersen" not in page
        assert "Hart" not in page
    Case.objects.filter(pk=case.pk).update(matter="familie")
    for kind in ("public", "press"):
        assert case.number not in shown(world.clerk, f"/hearings?list={kind}").content.decode()
    assert case.number in shown(world.clerk, "/hearings").content.decode()


@pytest.mark.parametrize(
    ("name", "short"),
    [("D. ’t Hart", "D.H."), ("Jan van der Molen", "J.M."), ("Öztürk", "Ö."), ("x", "a person")],
)
def test_initials_are_the_letters_a_name_is_written_with(name, short):
    with override("en"):
        assert initials(name) == short


def test_every_question_of_the_sheet_is_its_own(world, case):
    """A label that leads to a field of another form ticks nothing in its own."""
    call(world, case)
    body = shown(world.clerk, f"/hearings/{case.pk}").content.decode()
    names = re.findall(r'\sid="([^"]+)"', body)
    assert len(names) == len(set(names)) > 30
    assert set(re.findall(r'<label[^>]*\sfor="([^"]+)"', body)) <= set(names)
