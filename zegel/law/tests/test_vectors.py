"""The cases of `vectors/law`, each a sentence a lawyer can object to; every date carries its weekday."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
import yaml

from zegel.law.calendar import atw_calendar
from zegel.law.errors import LawError
from zegel.law.terms import RULES, compute
from zegel.law.terms.moments import on_dutch_clock
from zegel.law.terms.shape import iso

FOLDER = Path(__file__).parents[3] / "vectors" / "law"
FILES = ("backward", "forward", "notice", "statute")
WRITTEN = re.compile(r"(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?(.*)")


def cases(*names):
    # BaseLoader leaves everything a text: a date is read by the code under test, not by YAML.
    texts = ((FOLDER / f"{name}.yaml").read_text(encoding="utf-8") for name in names)
    return [
        pytest.param(case, id=case["case"]) for text in texts for case in yaml.load(text, yaml.BaseLoader)
    ]


def plain(written):
    """Strip the weekday from `Tue 2026-12-01`, after checking it."""
    weekday, value = WRITTEN.fullmatch(written).groups()
    if weekday:
        assert f"{date.fromisoformat(value[:10]):%a}" == weekday, f"{written} is another weekday"
    return value


def facts_of(case):
    return {key: plain(value) for key, value in case["facts"].items()}


@pytest.mark.parametrize("case", cases("calendar"))
def test_calendar(case):
    day, calendar = date.fromisoformat(plain(case["day"])), atw_calendar()
    free = calendar.free_day(day)
    found = free.name_nl if free else "weekend" if day.weekday() >= 5 else "no"
    assert found == case["free"]
    assert calendar.is_ordinary(day) == (case["free"] == "no")
    if free:
        assert case["source"].startswith(str(free.basis))


@pytest.mark.parametrize("case", cases(*FILES))
def test_term(case):
    result = compute(case["rule"], facts_of(case))
    assert iso(result.value) == plain(case["answer"])
    if "others" in case:
        expected = {
            code: {setting: plain(value) for setting, value in others.items()}
            for code, others in case["others"].items()
        }
        found = {
            reading.code: {other.setting: iso(other.value) for other in reading.others}
            for reading in result.readings
            if reading.code in expected or not expected
        }
        assert found == expected


@pytest.mark.parametrize("case", [case for case in cases(*FILES) if "received" in case.values[0]])
def test_received(case):
    result = compute(case["rule"], facts_of(case))
    for written, verdict in case["received"].items():
        decision = result.in_time(on_dutch_clock(datetime.fromisoformat(plain(written))))
        assert bool(decision) == (verdict == "in time"), written
        assert not decision.blocks


@pytest.mark.parametrize("case", cases("refusals"))
def test_refusal(case):
    with pytest.raises(LawError) as refusal:
        compute(case["rule"], facts_of(case))
    assert refusal.value.code == case["refused"]


@pytest.mark.parametrize("case", cases(*FILES))
def test_every_result_is_reasoned(case):
    result = compute(case["rule"], facts_of(case))
    assert result.steps
    assert result.steps[-1].article
    assert set(RULES[case["rule"]].articles) <= set(result.articles)
    assert all(str(step) and "{" not in str(step) for step in result.steps)
    assert all(article.instrument.version and article.instrument.url for article in result.articles)


def test_every_rule_has_a_case():
    named = {case.values[0]["rule"] for case in cases(*FILES)}
    assert named == set(RULES)


def test_every_case_names_its_source():
    assert all(case.values[0]["source"] for case in cases("calendar", *FILES))
