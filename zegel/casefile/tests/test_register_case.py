"""A case gets its numbers once, without gap or double, and its people see it; nobody else does."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from tests.case_world import AT, make_world
from tests.personas import make_holder
from zegel.boxes.errors import BoxUnknown
from zegel.casefile.actions import change_representative, start_series
from zegel.casefile.errors import (
    CaseUnknown,
    ChannelRefused,
    CircleUnknown,
    CourtWithoutCode,
    NumbersUsedUp,
    PartiesMissing,
    PartyRefused,
    RepresentativeRefused,
    ShortNamesAlike,
)
from zegel.casefile.models import Case
from zegel.casefile.queries import cases_of, cases_of_desk, reader_of
from zegel.casefile.rules.numbering import Row, rows_for
from zegel.casefile.rules.parties import NewParty, NewRepresentative
from zegel.evidence.models import Record
from zegel.law.courts import court
from zegel.lib.moments import AMSTERDAM, amsterdam
from zegel.lib.principal import system


def test_a_case_gets_both_numbers_and_its_evidence(world):
    start_series(actor=system("operator"), row=Row("amsterdam", "C/13"), last=756122, at=AT)
    case = world.register()
    assert (case.number, case.summary_number) == ("C/13/756123", "KG ZA 26-1")
    assert (case.state, case.parties_line) == ("applied", "Pietersen / 't Hart")
    events = list(Record.objects.filter(subject=case.pk).order_by("id").values_list("event", flat=True))
    assert events[0] == "casefile.case.registered"
    assert events.count("casefile.party.admitted") == 2
    bodies = b"".join(bytes(body) for body in Record.objects.values_list("body", flat=True))
    assert b"Brien" not in bodies


def test_the_year_begins_a_row_anew_on_a_dutch_clock(world):
    old = world.register(datetime(2026, 12, 31, 22, 59, tzinfo=UTC))
    new = world.register(datetime(2026, 12, 31, 23, 1, tzinfo=UTC))
    assert (old.summary_number, new.summary_number) == ("KG ZA 26-1", "KG ZA 27-1")
    assert new.number == "C/13/000002"


def test_kanton_has_rows_of_its_own(world):
    parties = [world.party(role, channel="paper") for role in ("claimant", "defendant")]
    case = world.register(matter="kanton", parties=parties)
    assert (case.number, case.summary_number) == ("10000001", "VV EXPL 26-1")


def test_a_registration_that_fails_gives_its_number_back(world):
    with pytest.raises(CircleUnknown):
        world.register(circles=[])
    with transaction.atomic():
        world.register()
        transaction.set_rollback(True)
    assert world.register().summary_number == "KG ZA 26-1"


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_get_fifty_numbers_without_gap():
    world = make_world()
    start = threading.Barrier(10)

    def five(_worker):
        try:
            start.wait()
            return [world.register().number for _ in range(5)]
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        numbers = [number for found in pool.map(five, range(10)) for number in found]
    assert sorted(numbers) == [f"C/13/{serial:06}" for serial in range(1, 51)]
    summary = sorted(int(case.summary_number.split("-")[1]) for case in Case.objects.all())
    assert summary == list(range(1, 51))


def test_a_row_never_goes_back_and_has_an_end(world):
    row = Row("amsterdam", "C/13")
    start_series(actor=system("operator"), row=row, last=999_999, at=AT)
    with pytest.raises(NumbersUsedUp):
        start_series(actor=system("operator"), row=row, last=5, at=AT)
    with pytest.raises(NumbersUsedUp):
        world.register()


@pytest.mark.parametrize(
    ("location", "series"), [("Leeuwarden", "C/17"), ("Groningen", "C/18"), ("Assen", "C/19")]
)
def test_a_court_with_several_codes_takes_that_of_the_place(location, series):
    assert rows_for(court("noord-nederland"), location, "handel", AT.date()).case.series == series


def test_a_place_without_a_code_is_refused():
    with pytest.raises(CourtWithoutCode):
        rows_for(court("noord-nederland"), "Emmen", "handel", AT.date())


@pytest.mark.parametrize(
    ("parties", "refusal"),
    [
        ([], PartiesMissing),
        (["claimant"], PartiesMissing),
        (["claimant", "claimant"], PartiesMissing),
    ],
)
def test_both_sides_are_there(world, parties, refusal):
    with pytest.raises(refusal):
        world.register(parties=[world.party(role) for role in parties])


def test_who_joins_has_a_decision_and_who_claims_a_lawyer(world):
    both = [world.party("claimant"), world.party("defendant")]
    for party, refusal in [
        (world.party("joined", short_name="De Boer"), PartyRefused),
        (world.party("claimant", short_name="De Boer", representative=None), RepresentativeRefused),
        (world.party("defendant", short_name="!!"), PartyRefused),
        (world.party("defendant", name="  ", short_name="De Boer"), PartyRefused),
        (world.party("defendant", short_name="PIETERSEN"), ShortNamesAlike),
        (world.party("neighbour", short_name="De Boer"), PartyRefused),
    ]:
        with pytest.raises(refusal):
            world.register(parties=[*both, party])
    joined = world.party("joined", short_name="De Boer", decision="beslissing van 2 december 2026")
    assert world.register(parties=[*both, joined]).parties.count() == 3


def test_in_person_only_a_defendant_litigates_digitally(world):
    defendant = world.party("defendant", representative=None)
    assert world.register(parties=[world.party("claimant"), defendant])
    early = datetime(2025, 11, 30, 12, 0, tzinfo=UTC)
    with pytest.raises(ChannelRefused):
        world.register(early, parties=[world.party("claimant"), defendant])
    with pytest.raises(ChannelRefused):
        world.register(matter="kanton")


def test_only_who_acts_for_the_desk_registers(world):
    stranger = make_holder("mr. X", "x@elders.example")
    with pytest.raises(BoxUnknown):
        world.register(desk=stranger.box.pk)


def test_the_court_and_the_representatives_see_it_and_nobody_else(world):
    case = world.register()
    stranger = make_holder("mr. X", "x@elders.example")
    assert reader_of(world.clerk.principal, case.pk, AT).court
    for lawyer, role in [(world.claimant, "claimant"), (world.defendant, "defendant")]:
        reader = reader_of(lawyer.principal, case.pk, AT)
        assert (reader.court, reader.party_roles) == (False, {role})
        assert cases_of(lawyer.principal, at=AT) == [case]
    with pytest.raises(CaseUnknown):
        reader_of(stranger.principal, case.pk, AT)
    assert cases_of(stranger.principal, at=AT) == []
    with pytest.raises(BoxUnknown):
        cases_of_desk(stranger.principal, world.clerk.box.pk, at=AT)


def test_a_represented_party_does_not_read_and_one_on_paper_neither(world):
    party_self = make_holder("D. 't Hart", "hart@post.example")
    represented = world.party("defendant", mailbox=party_self.box.pk)
    paper = world.party("defendant", channel="paper", representative=None, mailbox=party_self.box.pk)
    digital = world.party("defendant", representative=None, mailbox=party_self.box.pk)
    for defendant, sees in [(represented, False), (paper, False), (digital, True)]:
        case = world.register(parties=[world.party("claimant"), defendant])
        found = cases_of(party_self.principal, at=AT)
        assert (case in found) is sees


@pytest.mark.parametrize(
    "typed",
    ["obrien", "O’Brien", "O'BRIEN", "t hart", "'t Hart", "pietersen bouw", "C/13/000001", "c-13-000001", "C 13 000001", "KG ZA 26-1", "kgza26-1", "Eiser",
     "C/13/000001 / KG ZA 26-1", "obrien 000001", "000001 t hart"],
)  # fmt: skip
def test_a_case_is_found_as_people_type(world, typed):
    case = world.register()
    assert cases_of_desk(world.clerk.principal, world.clerk.box.pk, at=AT, typed=typed) == [case]


@pytest.mark.parametrize(
    ("name", "typed"),
    [("Łuczak", "luczak"), ("Yıldız", "yildiz"), ("İnan", "inan"), ("Œuvre", "oeuvre"), ("Van der Ĳssel", "ijssel"), ("Ba\u0308r", "bär"), ("Straße", "strasse"),
     ("D’Angelo", "d'angelo"), ("van ’t Hoff", "hoff van 't"), ("Őry", "ory"), ("Ђорђе Иванова", "иванова"), ("عمر", "عمر"), ("Þór", "thor")],
)  # fmt: skip
def test_names_are_found_with_and_without_their_signs(world, name, typed):
    defendant = NewParty("defendant", "person", name, "Iks", "paper")
    case = world.register(parties=[world.party("claimant"), defendant])
    for words in (typed, name, name.upper()):
        assert cases_of_desk(world.clerk.principal, world.clerk.box.pk, at=AT, typed=words) == [case]
    assert cases_of_desk(world.clerk.principal, world.clerk.box.pk, at=AT, typed="jansen") == []


@pytest.mark.parametrize(
    "form",
    ["{d}-{m}-{y}", "{d}/{m}/{y} obrien", "{y}-{m:02}-{d:02}", "hart {d} {name} {y}", "{d} {name}. {y}"],
)
def test_a_case_is_found_by_the_day_of_what_comes_next_or_of_its_registration(world, form):
    case = world.register()
    names = ["jan", "feb", "maart", "apr", "mei", "juni", "juli", "aug", "sept", "okt", "nov", "dec"]
    for day in (amsterdam(AT), datetime(2027, 3, 28, 23, 30, tzinfo=AMSTERDAM)):
        Case.objects.filter(pk=case.pk).update(next_at=day)
        word = names[day.month - 1]
        typed = form.format(d=day.day, m=day.month, y=day.year, name=word.upper())
        assert cases_of_desk(world.clerk.principal, world.clerk.box.pk, at=AT, typed=typed) == [case]
    for other in ("31-12-1999", "31-02-2026", "obrien 29 mrt 2027"):
        assert cases_of_desk(world.clerk.principal, world.clerk.box.pk, at=AT, typed=other) == []


def test_a_case_is_found_by_the_lawyer_who_came_later(world):
    case = world.register()
    later = NewRepresentative(kind="lawyer", name="mr. Ş. Çelik", mailbox=None)
    change_representative(
        actor=world.clerk.principal,
        case=case.pk,
        party=case.parties.get(number=1).pk,
        representative=later,
        at=AT,
    )
    for typed in ("celik", "Çelik", "C\u0327elik obrien"):
        assert cases_of_desk(world.clerk.principal, world.clerk.box.pk, at=AT, typed=typed) == [case]


def test_pages_of_a_list_join_without_gap_or_double(world):
    made = [world.register(AT + timedelta(minutes=number // 2)) for number in range(7)]
    seen, before = [], None
    while page := cases_of_desk(world.clerk.principal, world.clerk.box.pk, at=AT, before=before, most=3):
        seen += page
        before = (page[-1].registered_at, page[-1].pk)
    assert sorted(case.number for case in seen) == sorted(case.number for case in made)
    assert [case.registered_at for case in seen] == sorted((c.registered_at for c in made), reverse=True)
