"""Courts: the annexes as data, by day, matter and location."""

import tomllib
from dataclasses import replace
from datetime import date, time
from importlib import resources
from pathlib import Path

import pytest

from zegel.law import courts
from zegel.law.courts import MATTERS, LocationNeededError, UnknownCourtError, court, court_at, court_of
from zegel.law.numbers import CaseNumber

ON = date(2026, 11, 23)
SOURCE = (
    Path(__file__).resolve().parents[4] / "shared/sources/procesreglement-kort-gedingen-2025-07-01.nl.txt"
)
LOCATIONS = [(c, place) for c in courts.courts() for place in c.locations]


def test_a_code_names_the_judgment_it_was_seen_in_or_nothing():
    unseen = [code for c in courts.courts() for code, seen in c.codes.items() if not seen]
    assert unseen == ["08"]


def test_there_are_eleven_courts_with_their_own_codes():
    assert len(courts.courts()) == 11
    codes = [code for c in courts.courts() for code in c.codes]
    assert len(codes) == len(set(codes))
    places = [place for _, place in LOCATIONS]
    assert len(places) == len(set(places))


ANNEXES = {
    "piket": "PR I",
    "addressee": "PR II",
    "duration": "PR III",
    "pronouncement": "PR IV",
    "information": "PR V",
    "digital": "PR VII",
}


@pytest.mark.parametrize("slug", [a_court.slug for a_court in courts.courts()])
def test_a_court_is_what_its_file_says(slug):
    a_court = court(slug)
    file = resources.files("zegel.law") / "data" / "courts" / f"{slug}.toml"
    data = tomllib.loads(file.read_text("utf-8"))
    assert (a_court.name, list(a_court.locations), a_court.codes) == (
        data["name"],
        data["locations"],
        data["codes"],
    )
    for annex, place in ANNEXES.items():
        rows = getattr(a_court, annex)
        assert len(rows) == len(data.get(annex, ()))
        for row, written in zip(rows, data.get(annex, ()), strict=True):
            assert str(row.source) == place
            assert row.matters == frozenset(written.get("matters", ()))
            assert row.locations == tuple(written.get("locations", ()))
            assert row.valid_from == written.get("valid_from", data["valid_from"])
            assert row.valid_until == written.get("valid_until")
            for key in written.keys() - {"matters", "locations", "valid_from", "valid_until"}:
                value = written[key]
                assert getattr(row, key) == (tuple(value) if isinstance(value, list) else value)


@pytest.mark.parametrize("matter", MATTERS)
@pytest.mark.parametrize(("a_court", "place"), LOCATIONS, ids=lambda v: getattr(v, "slug", v))
def test_no_two_rows_of_an_annex_answer_the_same_question(a_court, place, matter):
    for annex in ("piket", "addressee", "duration", "pronouncement", "information"):
        rows = [row for row in getattr(a_court, annex) if row.holds(matter, place, ON)]
        assert len(rows) <= 1, annex


@pytest.mark.parametrize("matter", MATTERS)
@pytest.mark.parametrize("a_court", courts.courts(), ids=lambda c: c.slug)
def test_every_court_has_an_address_and_a_usual_duration_for_every_matter(a_court, matter):
    for place in courts.locations_for(a_court, matter, ON):
        assert courts.addressee(a_court, matter, ON, place)
        row = courts.duration(a_court, matter, ON, place)
        assert row
        assert row.per_case != bool(row.minutes)
        assert str(row.source) == "PR III"


QUESTIONS = (courts.addressee, courts.duration, courts.pronouncement, courts.information)


@pytest.mark.parametrize("matter", MATTERS)
@pytest.mark.parametrize("a_court", courts.courts(), ids=lambda c: c.slug)
@pytest.mark.parametrize("ask", QUESTIONS, ids=lambda f: f.__name__)
def test_without_a_location_only_what_all_of_them_share_is_said(ask, a_court, matter):
    places = courts.locations_for(a_court, matter, ON)
    answers = [ask(a_court, matter, ON, place) for place in places]
    if all(answer == answers[0] for answer in answers):
        assert ask(a_court, matter, ON) == answers[0]
    else:
        with pytest.raises(LocationNeededError) as needed:
            ask(a_court, matter, ON)
        assert needed.value.locations == places
        assert str(needed.value) == f"{a_court.name}: {', '.join(places)}"


def test_maastricht_is_not_taken_for_limburg():
    with pytest.raises(LocationNeededError, match="Maastricht, Roermond"):
        courts.information(court("limburg"), "handel", ON)
    with pytest.raises(LocationNeededError):
        courts.addressee(court("limburg"), "handel", ON)
    with pytest.raises(LocationNeededError):
        courts.pronouncement(court("noord-nederland"), "handel", ON)
    assert courts.addressee(court("den-haag"), "familie", ON).startswith("rechtbank Den Haag, team Handel")


@pytest.mark.parametrize(
    ("slug", "matter", "place", "line"),
    [
        ("amsterdam", "familie", None, "rechtbank Amsterdam, team kort geding zaken"),
        ("amsterdam", "kanton", None, "rechtbank Amsterdam, team kanton"),
        ("den-haag", "kanton", "Leiden", "rechtbank Den Haag, locatie Leiden, team kanton"),
        ("den-haag", "kanton", "Den Haag", "rechtbank Den Haag, team kanton"),
        ("den-haag", "handel", "Gouda", None),
        ("gelderland", "familie", "Zutphen", "rechtbank Gelderland, locatie Zutphen, team Familie & Jeugd"),
        (
            "midden-nederland",
            "kanton",
            "Almere",
            "rechtbank Midden-Nederland, locatie Almere, kantonzaken, kort gedingen",
        ),
        ("midden-nederland", "handel", "Almere", None),
        ("noord-holland", "kanton", "Zaanstad", "rechtbank Noord-Holland, locatie Zaanstad, team HKB"),
        ("noord-holland", "familie", "Zaanstad", None),
        (
            "noord-nederland",
            "kanton",
            "Groningen",
            "rechtbank Noord-Nederland, locatie Groningen, afdeling Kanton, bureau kort geding",
        ),
        ("overijssel", "kanton", "Enschede", "rechtbank Overijssel, team K&H, locatie Enschede"),
        ("overijssel", "familie", "Enschede", None),
        (
            "zeeland-west-brabant",
            "handel",
            None,
            "rechtbank Zeeland-West-Brabant, team civiel cluster II handelszaken",
        ),
    ],
)
def test_the_address_line_of_annex_two(slug, matter, place, line):
    assert courts.addressee(court(slug), matter, ON, place) == line


def test_usual_durations():
    assert courts.duration(court("noord-nederland"), "familie", ON, "Leeuwarden").minutes == (120, 120)
    assert courts.duration(court("noord-nederland"), "familie", ON, "Assen").minutes == (90, 90)
    assert courts.duration(court("noord-holland"), "kanton", ON).minutes == (60, 120)
    assert courts.duration(court("rotterdam"), "handel", ON).per_case


@pytest.mark.parametrize(
    ("slug", "matter", "place", "at"),
    [
        ("den-haag", "kanton", None, time(10)),
        ("noord-holland", "familie", None, time(15)),
        ("noord-nederland", "handel", "Leeuwarden", time(14)),
        ("noord-nederland", "familie", "Leeuwarden", None),
        ("noord-nederland", "handel", "Assen", None),
        ("rotterdam", "handel", None, time(14)),
        ("rotterdam", "kanton", None, None),
        ("amsterdam", "handel", None, None),
        ("limburg", "handel", None, None),
        ("oost-brabant", "handel", None, None),
        ("zeeland-west-brabant", "handel", None, None),
    ],
)
def test_the_usual_time_of_judgment_or_none(slug, matter, place, at):
    assert courts.pronouncement(court(slug), matter, ON, place) == at


@pytest.mark.parametrize("slug", ["amsterdam", "noord-nederland", "rotterdam"])
def test_some_courts_give_no_outcome_by_telephone(slug):
    assert courts.information(court(slug), "handel", ON) is None


def test_the_telephone_number_for_the_outcome():
    utrecht = courts.information(court("midden-nederland"), "kanton", ON, "Utrecht")
    assert utrecht.telephone == "088 - 361 17 71"
    assert "14.30" in utrecht.hours
    assert courts.information(court("zeeland-west-brabant"), "kanton", ON, "Breda") is None


@pytest.mark.parametrize(
    ("slug", "kanton", "handel", "familie"),
    [
        ("den-haag", False, True, True),
        ("noord-holland", False, True, True),
        ("rotterdam", False, True, False),
        ("gelderland", True, True, True),
    ],
)
def test_piket_leaves_some_matters_out(slug, kanton, handel, familie):
    answers = [courts.piket(court(slug), m, ON) is not None for m in ("kanton", "handel", "familie")]
    assert answers == [kanton, handel, familie]


@pytest.mark.parametrize(
    ("slug", "who", "on", "allowed"),
    [
        ("rotterdam", "lawyer", date(2023, 10, 15), False),
        ("rotterdam", "lawyer", date(2023, 10, 16), True),
        ("amsterdam", "lawyer", date(2024, 5, 5), False),
        ("amsterdam", "lawyer", date(2024, 5, 6), True),
        ("amsterdam", "defendant in person", date(2025, 11, 30), False),
        ("amsterdam", "defendant in person", date(2025, 12, 1), True),
        ("amsterdam", "claimant in person", ON, False),
        ("amsterdam", "authorised representative", ON, False),
    ],
)
def test_who_may_litigate_digitally_from_when(slug, who, on, allowed):
    for matter in ("familie", "handel"):
        decision = courts.may_litigate_digitally(court(slug), matter, who, on)
        assert decision.allowed == allowed
        assert decision.text()
    assert not courts.may_litigate_digitally(court(slug), "kanton", who, on)


def test_digital_filing_at_one_location_is_digital_filing_at_that_court():
    there = court("rotterdam")
    row = replace(there.digital[0], locations=there.locations[:1])
    assert courts.may_litigate_digitally(replace(there, digital=(row,)), "handel", row.who, ON)


def test_nothing_is_claimed_about_the_time_before_the_annexes():
    assert courts.addressee(court("amsterdam"), "handel", date(2025, 6, 30)) is None
    assert courts.addressee(court("amsterdam"), "handel", date(2025, 7, 1))


def test_a_row_holds_from_its_first_day_until_its_last():
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    row = replace(court("amsterdam").addressee[0], valid_from=first, valid_until=last)
    days = (date(2025, 12, 31), first, last, date(2027, 1, 1))
    assert [row.holds("handel", "Amsterdam", day) for day in days] == [False, True, True, False]


def test_courts_are_found_by_location_and_by_case_number():
    assert court_at("Zwolle").slug == "overijssel"
    assert court_of(CaseNumber("13", "123456")).slug == "amsterdam"
    assert court_of(CaseNumber("99", "123456")) is None
    for lookup in (court, court_at):
        with pytest.raises(UnknownCourtError, match="Brussel"):
            lookup("Brussel")
    with pytest.raises(UnknownCourtError, match="Amsterdam: Zwolle"):
        courts.addressee(court("amsterdam"), "handel", ON, "Zwolle")


def digits(text):
    return "".join(c for c in text if c.isdigit())


@pytest.mark.skipif(not SOURCE.exists(), reason="the source text lies outside the repository")
def test_every_line_and_number_stands_in_the_regulation():
    text = " ".join(SOURCE.read_text("utf-8").split("BIJLAGEN")[-1].replace("–", "-").split())
    text = text.replace("Zeeland - West", "Zeeland-West")
    for a_court in courts.courts():
        for row in a_court.addressee:
            first, _, rest = row.line.replace("locatie {location}", "{location}").partition("{location}")
            assert first.strip(", ") in text, row.line
            assert rest.strip(", ") in text, row.line
        numbers = [n for row in a_court.piket for n in row.telephone] + [
            row.telephone for row in a_court.information
        ]
        assert all(digits(number) in digits(text) for number in numbers)
        assert all(row.url in text for row in a_court.piket)
