"""The open readings: each is read by a rule, each setting decides something, and what was used is said with the other."""

from datetime import UTC, date, datetime, timedelta

import pytest

from zegel.law import fees, limits
from zegel.law.interpretations import INTERPRETATIONS, read, setting
from zegel.law.rules import chapter_01, chapter_11, closing_chapters
from zegel.law.terms import compute

PLACED = datetime(2026, 11, 23, 12, tzinfo=UTC)
OUT = {"last-day": "2026-11-27", "known-fixed": "2026-11-27"}
GIVEN = {"judgment": "2026-11-27", "extended": "2027-01-15", "obtained": "2026-12-29"}
ASKED = {
    "I-1": lambda s: compute("7.4", {"judgment": "2026-11-27"}, s),
    "I-2": lambda s: compute("3.16", {"hearing": "2026-11-30T10:00"}, s),
    "I-3": lambda s: compute("10.5", {"hearing": "2026-12-01"}, s),
    "I-4": lambda s: compute("10.5", {"hearing": "2026-12-01", "channel": "digital"}, s),
    "I-5": lambda s: compute("4.2", {"received": "2026-11-26"}, s),
    "I-6": lambda s: chapter_01.made_known_at(PLACED, None, False, s),
    "I-7": lambda s: limits.digital_size(25 * 10**6 + 1, s),
    "I-8": lambda s: closing_chapters.version_for(date(2025, 7, 1), settings=s),
    "I-9": lambda s: compute("7.6", {"judgment": "2026-11-23"}, s),
    "I-10": lambda s: fees.raised_for("handel", True, s),
    "I-11": lambda s: chapter_11.counts_as_appeared(True, False, s),
    "I-12": lambda s: compute("8.1", {"summoned": "2026-12-18", "first-summoned": "2026-12-11"}, s),
    "5.3": lambda s: compute("5.3", {"hearing": "2026-12-01"}, s),
    "7.4": lambda s: compute("7.4", GIVEN, s),
    "10.3": lambda s: compute("10.3", {"hearing": "2027-03-31"}, s),
    "VI-6.8": lambda s: compute("VI-6.8", OUT, s),
    "12.2": lambda s: compute("12.2", {"hearing": "2026-12-11"}, s),
    "Rv-119": lambda s: compute("Rv114", {"served": "2026-12-18"}, s),
    "Bep-8": lambda s: compute("VI-6.8", {**OUT, "channel": "digital"}, s),
}
"""For each a question on which its settings disagree."""


def outcome(found):
    value = found.allowed if hasattr(found, "allowed") else found.value
    return value, getattr(found, "until", None)


def test_every_interpretation_is_read_by_a_rule():
    assert set(ASKED) == set(INTERPRETATIONS)


@pytest.mark.parametrize("code", INTERPRETATIONS)
def test_every_setting_decides_something_and_names_what_the_others_decide(code):
    by_setting = {name: ASKED[code]({code: name}) for name in INTERPRETATIONS[code].settings}
    outcomes = {name: outcome(found) for name, found in by_setting.items()}
    assert len(set(outcomes.values())) > 1
    assert outcome(ASKED[code]({})) == outcomes[INTERPRETATIONS[code].default]
    for name, found in by_setting.items():
        reading = next(reading for reading in found.readings if reading.code == code)
        assert reading.setting == name
        assert reading.text == INTERPRETATIONS[code].settings[name]
        assert reading.question
        others = {other.setting: (other.value, other.until) for other in reading.others}
        assert others == {other: outcomes[other] for other in outcomes if other != name}


def test_a_setting_is_the_chosen_one_or_the_default():
    assert setting("I-7") == "binary"
    assert setting("I-7", {"I-7": "decimal", "I-6": "undefined"}) == "decimal"
    assert setting("I-7", {"I-6": "undefined"}) == "binary"


def test_reading_tells_what_every_setting_decides():
    value, reading = read("I-5", {}, len)
    assert value == len("calendar-days")
    assert [other.value for other in reading.others] == [len("extended"), len("working-days")]
    assert reading.differs(value)


def test_a_day_with_another_end_is_another_answer():
    found = compute("5.3", {"hearing": "2026-12-01"})
    reading = next(reading for reading in found.readings if reading.code == "5.3")
    assert reading.differs(found.value, found.until)
    assert found.until - datetime(2026, 11, 26, 23, tzinfo=UTC) == timedelta(0)
    assert compute("5.3", {"hearing": "2026-12-01"}, {"5.3": "office-hours"}).until is None


def test_the_limit_of_a_file_follows_its_reading():
    between = 25 * 10**6 + 1
    usual, strict = limits.veilig_mailen_size(between), limits.veilig_mailen_size(between, {"I-7": "decimal"})
    assert (bool(usual), usual.severity) == (True, "warning")
    assert (bool(strict), strict.blocks) == (False, True)
    assert strict.params["limit"] == 25 * 10**6
    assert limits.veilig_mailen_size(25 * 10**6, {"I-7": "decimal"})
    assert limits.digital_size(25 * 2**20)
    assert not limits.digital_size(25 * 2**20 + 1)
