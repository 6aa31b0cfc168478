"""The calendar: counting by table, an oracle for art. 3(1)-(2), days added by data alone."""

import shutil
from datetime import date, timedelta
from importlib import resources
from pathlib import Path

import holidays
import pytest
from holidays.constants import OPTIONAL, PUBLIC
from hypothesis import given
from hypothesis import strategies as st

from zegel.law.calendar import FIRST_YEAR, Calendar, atw_calendar, easter_sunday, read_calendar
from zegel.law.errors import LawError

DATA = Path(str(resources.files("zegel.law"))) / "data" / "calendar"
ONE = timedelta(days=1)
YEARS = range(FIRST_YEAR, 2100)
days = st.dates(date(2011, 1, 1), date(2060, 12, 31))
numbers = st.integers(1, 600)


@pytest.mark.parametrize("year", YEARS)
def test_statutory_days_agree_with_holidays(year):
    """`holidays` lists Easter and Whit Sunday too, which the statute leaves to the Sunday."""
    oracle = holidays.country_holidays("NL", years=year, categories=(PUBLIC, OPTIONAL))
    ours = {free.day for free in atw_calendar().days_in(year) if free.decree is None}
    easter = easter_sunday(year)
    assert ours | {easter, easter + 49 * ONE} == set(oracle)


def test_no_library_knows_the_decrees():
    """Why the table is our own: were they in the oracle, it would be no independent one any more."""
    oracle = holidays.country_holidays("NL", years=2026, categories=(PUBLIC, OPTIONAL))
    assert date(2026, 5, 15) not in oracle
    assert not atw_calendar().is_ordinary(date(2026, 5, 15))


@given(days, numbers)
def test_ordinary_after_is_counting_one_by_one(day, number):
    calendar, found, left = atw_calendar(), day, number
    while left:
        found += ONE
        left -= calendar.is_ordinary(found)
    assert calendar.ordinary_after(day, number) == found


@given(days, numbers)
def test_back_and_forth_on_ordinary_days_is_where_one_was(day, number):
    calendar = atw_calendar()
    start = calendar.ordinary_after(day)
    assert calendar.ordinary_before(calendar.ordinary_after(start, number), number) == start


@given(days, numbers)
def test_ordinary_before_is_earlier_and_ordinary(day, number):
    found = atw_calendar().ordinary_before(day, number if day.year > 2014 else 1)
    assert found < day
    assert atw_calendar().is_ordinary(found)


@given(days, days)
def test_ordinary_between_counts_every_day_once(day, other):
    calendar, first, last = atw_calendar(), min(day, other), max(day, other)
    last = min(last, first + timedelta(days=800))
    every = (first + number * ONE for number in range((last - first).days + 1))
    assert calendar.ordinary_between(first, last) == sum(map(calendar.is_ordinary, every))
    assert calendar.ordinary_between(last + ONE, first) == 0


def test_a_decree_is_added_by_a_file_alone(tmp_path):
    folder = tmp_path / "calendar"
    shutil.copytree(DATA, folder)
    (folder / "decree-2029-2031.toml").write_text(
        'title = "Besluit"\npublished = "Stcrt. 2028, 1"\nurl = "https://example.nl"\nseen = "test"\n'
        "verified = true\ncomplete = true\ncovers_from = 2029-01-01\ncovers_until = 2031-12-31\n"
        "days = [2029-05-11]\n",
        encoding="utf-8",
    )
    grown = read_calendar(folder)
    assert atw_calendar().is_ordinary(date(2029, 5, 11))
    assert not grown.is_ordinary(date(2029, 5, 11))
    assert grown.ordinary_after(date(2029, 5, 9)) == date(2029, 5, 14)
    assert grown.known_until == date(2031, 12, 31)


def test_a_decree_keeps_to_its_years(tmp_path):
    shutil.copytree(DATA, tmp_path / "calendar")
    file = tmp_path / "calendar" / "decree-2026-2028.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("2027-05-07", "2037-05-07"), encoding="utf-8")
    with pytest.raises(ValueError, match="2037-05-07"):
        read_calendar(tmp_path / "calendar")


def test_the_calendar_says_how_far_it_is_complete():
    calendar = atw_calendar()
    assert calendar.known_until == date(2028, 12, 31)
    assert calendar.gaps == (2020, 2021, 2022)
    assert calendar.complete_between(date(2026, 1, 1), date(2028, 12, 31))
    assert not calendar.complete_between(date(2028, 12, 31), date(2029, 1, 1))
    assert not calendar.complete_between(date(2019, 1, 1), date(2023, 1, 1))


def test_equated_days_are_weekdays_with_a_decree_and_a_verdict():
    equated = [free for year in range(2010, 2029) for free in atw_calendar().days_in(year) if free.decree]
    assert all(free.day.weekday() < 5 and free.decree.url for free in equated)
    assert {free.day.year for free in equated if not free.verified} == {2022, 2023, 2024, 2025}


@pytest.mark.parametrize("year", [1, 2009, 9999])
def test_years_outside_the_calendar_are_refused(year):
    with pytest.raises(LawError) as refusal:
        atw_calendar().days_in(year)
    assert refusal.value.code == "outside-calendar"


def test_an_empty_calendar_still_knows_weekends():
    bare = Calendar((), ())
    assert bare.ordinary_after(date(2026, 12, 24)) == date(2026, 12, 25)
    assert bare.ordinary_after(date(2026, 12, 25)) == date(2026, 12, 28)
