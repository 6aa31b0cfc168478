"""What holds for every term, whatever the date: properties, readings, cautions, and the clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.law.calendar import atw_calendar
from zegel.law.errors import LawError
from zegel.law.terms import INTERPRETATIONS, RULES, answerable, compute
from zegel.law.terms.lengths import Length, add_months
from zegel.law.terms.moments import AMSTERDAM, end_of, on_dutch_clock, read_moment, shift
from zegel.law.texts import fill

days = st.dates(date(2011, 1, 1), date(2060, 12, 31))
moments = st.integers(1_300_000_000, 2_850_000_000).map(
    lambda second: datetime.fromtimestamp(second, AMSTERDAM)
)
EXTENDED = [
    *(("7.1", "appeared"), ("7.4", "judgment"), ("7.5", "missed"), ("7.5", "refused")),
    *(("7.6", "judgment"), ("7.7", "increased"), ("8.1", "summoned")),
    *(("12.2", "hearing"), ("12.3", "judgment"), ("12.4", "judgment")),
]
BACKWARD = [("5.3", 3), ("10.5", 3), ("3.16", 1), ("6.2", 1)]
FORWARD = [*EXTENDED, ("2.2", "filed"), ("4.2", "received"), ("Rv114", "served"), ("Rv116", "served")]


@pytest.mark.parametrize(("rule", "key"), EXTENDED)
@given(day=days)
def test_extended_terms_never_end_on_a_free_day(rule, key, day):
    result = compute(rule, {key: day})
    assert atw_calendar().is_ordinary(result.day)
    assert result.day > day


@pytest.mark.parametrize(("rule", "key"), FORWARD)
@given(day=days)
def test_a_later_event_never_gives_an_earlier_end(rule, key, day):
    assert compute(rule, {key: day}).value <= compute(rule, {key: day + timedelta(days=1)}).value


@pytest.mark.parametrize(("rule", "number"), BACKWARD)
@given(moment=moments)
def test_backward_terms_leave_the_whole_term_open(rule, number, moment):
    """Never later than asked: the working days promised lie between the last day and the hearing."""
    result = compute(rule, {"hearing": moment})
    calendar = atw_calendar()
    assert result.day < moment.date()
    assert calendar.is_ordinary(result.day)
    assert calendar.ordinary_between(result.day, moment.date() - timedelta(days=1)) == number


@given(moment=moments)
def test_twenty_four_hours_are_twenty_four_hours(moment):
    result = compute("9.1", {"hearing": moment})
    assert moment.astimezone(UTC) - result.value.astimezone(UTC) == timedelta(hours=24)
    assert shift(result.value, 24) == moment


@given(day=days, number=st.integers(3, 90))
def test_a_term_of_three_days_holds_two_ordinary_days(day, number):
    result = compute("Atw", {"after": day, "length": f"{number}d"})
    assert atw_calendar().ordinary_between(day + timedelta(days=1), result.day) >= 2
    assert result.day >= day + timedelta(days=number)


@given(day=days, months=st.integers(1, 36))
def test_months_keep_the_day_or_take_the_last_one(day, months):
    there = add_months(day, months)
    assert there.day == day.day or (there + timedelta(days=1)).day == 1
    assert add_months(there, -months).month == day.month


@given(moment=moments)
def test_a_moment_survives_being_written_and_read(moment):
    assert read_moment(moment.isoformat()) == moment


@pytest.mark.parametrize("text", ["3d", "12w", "1m", "24h", "2y"])
def test_lengths_are_read(text):
    length = Length.read(text)
    assert f"{length.number}{length.unit[0]}" == text


@pytest.mark.parametrize("text", ["0d", "d", "3", "3 d", "-1d", "3D", "1.5h", "99999d", ""])
def test_other_lengths_are_refused(text):
    with pytest.raises(LawError, match="not a length"):
        Length.read(text)


@pytest.mark.parametrize(
    "text",
    ["", "2026", "20261201", "2026-W01-1", "2026-12-01T10", "2026-12-01T25:00", "tomorrow", "²026-12-01"],
)
def test_other_dates_are_refused(text):
    with pytest.raises(LawError) as refusal:
        read_moment(text)
    assert refusal.value.code == "bad-date"


def test_the_day_before_the_clock_changes_has_another_length():
    assert end_of(date(2026, 3, 29)) - shift(end_of(date(2026, 3, 28)), 0) == timedelta(hours=24)
    assert end_of(date(2026, 3, 29)).astimezone(UTC) - end_of(date(2026, 3, 28)).astimezone(UTC) == timedelta(
        hours=23
    )


def test_a_refusal_of_the_clock_names_both_ways_out():
    with pytest.raises(LawError) as refusal:
        on_dutch_clock(datetime(2026, 10, 25, 2, 30))
    assert "2026-10-25T02:30:00+02:00" in str(refusal.value)
    assert "2026-10-25T02:30:00+01:00" in str(refusal.value)
    assert refusal.value.articles


def test_a_setting_changes_the_result_and_is_named_in_it():
    result = compute("3.16", {"hearing": "2026-11-30T10:00"}, {"I-2": "hours"})
    assert result.value.isoformat() == "2026-11-29T10:00:00+01:00"
    assert [(reading.code, reading.setting) for reading in result.readings] == [("I-2", "hours")]
    assert result.readings[0].differs(result.value)


def test_every_interpretation_has_a_default_and_another_way():
    assert [f"I-{number}" for number in range(1, 13)] == [code for code in INTERPRETATIONS if code[0] == "I"]
    assert all(len(item.settings) >= 2 and item.articles for item in INTERPRETATIONS.values())


@pytest.mark.parametrize("settings", [{"I-99": "x"}, {"I-2": "x"}])
def test_unknown_settings_are_refused(settings):
    with pytest.raises(LawError) as refusal:
        compute("9.1", {"hearing": "2026-11-30T10:00"}, settings)
    assert refusal.value.code == "unknown-setting"


def test_dates_beyond_the_calendar_say_so():
    result = compute("7.1", {"appeared": "2028-12-15"})
    assert not result.complete
    assert [caution.code for caution in result.cautions] == ["calendar-incomplete"]
    assert compute("7.1", {"appeared": "2028-11-15"}).complete


def test_a_day_of_an_unseen_decree_is_pointed_out_only_where_it_mattered():
    over = compute("5.3", {"hearing": "2025-06-03"})
    assert [caution.code for caution in over.cautions if caution.code == "unverified-day"] == [
        "unverified-day"
    ]
    beside = compute("5.3", {"hearing": "2025-07-10"})
    assert not beside.cautions


def test_acts_before_the_third_version_are_pointed_out():
    assert "earlier-version" in [c.code for c in compute("5.3", {"hearing": "2025-06-20"}).cautions]
    assert not compute("Rv114", {"served": "2025-06-20"}).cautions


def test_on_paper_no_hour_is_invented():
    result = compute("5.3", {"hearing": "2026-12-01", "channel": "paper"})
    assert result.until is None
    with pytest.raises(ValueError, match=r"^only a latest date with a known end can be met$"):
        result.in_time(datetime(2026, 11, 26, 12, tzinfo=UTC))


def test_a_digital_party_has_until_midnight_by_analogy():
    result = compute("5.3", {"hearing": "2026-12-01", "channel": "digital"})
    assert result.until == end_of(result.day)
    assert "I-4" in [reading.code for reading in result.readings]


def test_one_hearing_answers_many_questions():
    names = [rule.name for rule in answerable({"hearing"})]
    assert names == ["3.16", "5.3", "6.2", "9.1", "10.3", "10.5", "12.2"]
    assert [rule.name for rule in answerable({"refused"})] == ["7.5"]
    assert "VI-6.8" not in [rule.name for rule in answerable({"last-day"})]


def test_a_verdict_reads_as_a_sentence():
    result = compute("5.3", {"hearing": "2026-12-01"})
    late = result.in_time(datetime(2026, 11, 27, tzinfo=AMSTERDAM))
    assert late.text() == (
        "Too late: received on Friday 27 November 2026, 00:00 (CET), the last day was Thursday 26 November 2026."
    )
    assert late.severity == "warning"
    assert "PR 1.11" in map(str, late.articles)


def test_words_and_values_can_be_shown_in_another_language():
    step = compute("5.3", {"hearing": "2026-04-07"}).steps[0]
    dutch = {"{day} is {why} and does not count.": "{day} is {why} en telt niet mee."}
    shown = fill(
        step.text, step.params, dutch.__getitem__, lambda value: getattr(value, "name_nl", str(value))
    )
    assert shown == "2026-04-06 is Tweede paasdag en telt niet mee."


def test_only_a_latest_date_can_be_met():
    with pytest.raises(ValueError, match="latest"):
        compute("Rv114", {"served": "2026-11-23"}).in_time(datetime(2026, 11, 26, 12, tzinfo=UTC))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_far_away_dates_are_refused_in_words(rule):
    for day in ("0001-01-01", "0001-01-01T00:30", "9999-12-31", "9999-12-31T23:59"):
        keys = rule.facts[:1] if rule.one_of else rule.facts
        facts = {fact.key: "9999d" if fact.kind == "length" else day for fact in keys}
        with pytest.raises(LawError):
            compute(rule.name, facts)


@given(rule=st.sampled_from(sorted(RULES)), text=st.text(max_size=30))
def test_nonsense_is_refused_in_words(rule, text):
    for fact in RULES[rule].facts:
        with pytest.raises(LawError):
            compute(rule, {fact.key: text, "nonsense": text})
        with pytest.raises(LawError):
            compute(rule, {item.key: text for item in RULES[rule].facts})


def test_months_are_counted_to_the_ends_of_the_calendar_and_not_beyond():
    assert add_months(date(9999, 11, 30), 1) == date(9999, 12, 30)
    assert add_months(date(1, 2, 1), -1) == date(1, 1, 1)
    for day, months in ((date(9999, 12, 31), 1), (date(1, 1, 1), -1)):
        with pytest.raises(OverflowError, match=r"^year out of range$"):
            add_months(day, months)


def test_hours_are_not_added_to_a_day():
    with pytest.raises(ValueError, match=r"^hours are added to a moment, not to a day$"):
        Length(24, "hours").after(date(2026, 11, 23))


def test_in_time_and_too_late_are_said_with_the_rule():
    result = compute("5.3", {"hearing": "2026-12-01"})
    said = {
        hour: result.in_time(datetime(2026, 11, 26, 12, tzinfo=AMSTERDAM) + timedelta(hours=hour))
        for hour in (0, 12)
    }
    last = "Thursday 26 November 2026"
    assert (
        said[0].text()
        == f"In time: received on Thursday 26 November 2026, 12:00 (CET), the last day is {last}."
    )
    assert (
        said[12].text()
        == f"Too late: received on Friday 27 November 2026, 00:00 (CET), the last day was {last}."
    )
    assert {decision.rule for decision in said.values()} == {"5.3"}
