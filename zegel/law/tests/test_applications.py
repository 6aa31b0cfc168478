"""An application as a whole: which rules bear on it, and which of them stop it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.law.courts import court
from zegel.law.rules.applications import Told, application_decisions, six_weeks
from zegel.law.rules.chapter_02 import FORMS, UNKNOWN, required_fields

ON = date(2026, 11, 30)
FIELDS = dict.fromkeys(required_fields("handel", "lawyer").value, "stated")
GOOD = Told(
    court=court("amsterdam"), matter="handel", form=FORMS["handel"], filed_by="lawyer", digital=True, stated=FIELDS, summons=1,
    urgency=None, longer=None, picked_outside=(),
)  # fmt: skip


def unmet(told, on=ON):
    return {decision.rule for decision in application_decisions(told, on) if not decision}


def blocking(told, on=ON):
    return {decision.rule for decision in application_decisions(told, on) if decision.blocks}


def test_a_complete_application_of_a_lawyer_meets_every_rule():
    assert unmet(GOOD) == set()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"form": FORMS["kanton"]}, "2.1-a"),
        ({"filed_by": "in person"}, "2.1-b"),
        ({"summons": 0}, "2.1-c"),
        ({"stated": {}}, "2.2-b"),
        ({"urgency": False}, "2.2-d"),
        ({"longer": False}, "10.7"),
    ],
)
def test_each_rule_stops_it_by_itself(change, rule):
    assert rule in blocking(replace(GOOD, **change))


def test_a_reason_is_enough_and_a_second_summons_only_warned_of():
    assert blocking(replace(GOOD, urgency=True, longer=True)) == set()
    assert (unmet(replace(GOOD, summons=2)), blocking(replace(GOOD, summons=2))) == ({"2.1-c"}, set())


def test_kanton_is_for_anybody_and_never_digital():
    fields = dict.fromkeys(required_fields("kanton", "in person").value, "stated")
    told = replace(
        GOOD, matter="kanton", form=FORMS["kanton"], filed_by="in person", digital=False, stated=fields
    )
    assert unmet(told) == set()
    for filed_by in ("in person", "authorised representative", "lawyer"):
        assert "1.4-a" in blocking(replace(told, filed_by=filed_by, digital=True))


def test_what_is_not_known_of_the_defendant_is_an_answer_and_nothing_is_none():
    """The three answers of verhinderdata: stated, unknown, and not given."""
    for name in FIELDS:
        silent = replace(GOOD, stated=FIELDS | {name: ""})
        unknown = replace(GOOD, stated=FIELDS | {name: UNKNOWN})
        if name.startswith("claimant"):
            assert "2.2-b" in blocking(silent) & blocking(unknown), name
    days = "defendant unavailability"
    assert "2.2-b" in blocking(replace(GOOD, stated=FIELDS | {days: ""}))
    assert blocking(replace(GOOD, stated=FIELDS | {days: UNKNOWN})) == set()


@given(st.dates(date(2025, 7, 1), date(2035, 1, 1)), st.integers(-30, 80))
def test_days_are_flagged_exactly_outside_the_six_weeks_and_never_stop_it(on, shift):
    first, last = six_weeks(on)
    assert (first, (last - first).days) == (on, 42)
    told = replace(GOOD, picked_outside=(on + timedelta(days=shift),))
    assert ("2.2-c" in unmet(told, on)) == (not 0 <= shift <= 42)
    assert "2.2-c" not in blocking(told, on)
