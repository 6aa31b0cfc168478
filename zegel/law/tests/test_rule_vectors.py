"""The worked questions of `vectors/law/rules`: one of every answer a rule can give, with its words and articles."""

import importlib
import re
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from zegel.law import courts, numbers, sources
from zegel.law.decisions import Decision
from zegel.law.fees import fee
from zegel.law.rules.chapter_01 import ChannelChange
from zegel.law.rules.chapter_03_form import Layout
from zegel.law.rules.registry import rows
from zegel.law.sources import PR, Instrument, article

FOLDER = Path(__file__).parents[3] / "vectors" / "law" / "rules"
APART = {"fees", "limits", "case_states", "courts"}
KINDS = {
    (True, "computed"): "yes",
    (True, "warning"): "yes with a warning",
    (True, "discretion"): "yes and the judge may still decide",
    (False, "hard"): "refused",
    (False, "warning"): "warned",
    (False, "discretion"): "the judge decides",
}
INSTRUMENTS = {item.short: item for item in vars(sources).values() if isinstance(item, Instrument)}


CASES = [case for file in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(file.read_text("utf-8"))]


def decision(allowed, rule, override, places):
    severity = "computed" if allowed else "hard"
    cited = tuple(article(PR, place) for place in places)
    return Decision(allowed, "as it was decided", cited, severity, override, rule=rule)


TAGS = {
    "instrument": INSTRUMENTS.__getitem__,
    "case number": numbers.parse_case_number,
    "summary number": numbers.parse_summary_number,
    "court": courts.court,
    "layout": lambda facts: Layout(**facts),
    "change": lambda facts: ChannelChange(facts[0], datetime.fromisoformat(facts[1]), facts[2]),
    "decision": lambda facts: decision(*facts),
    "fee": lambda facts: fee(facts[0], facts[1] and Decimal(facts[1]), facts[2], date(facts[3], 6, 3)),
}


WRITTEN = (
    (re.compile(r"\d{4}-\d\d-\d\d"), date.fromisoformat),
    (re.compile(r"\d{4}-\d\d-\d\dT.*"), datetime.fromisoformat),
    (re.compile(r"\d\d:\d\d:\d\d"), time.fromisoformat),
)


def fact(value):
    """Read a fact: ISO dates, moments and times, and what a single key names."""
    if isinstance(value, list):
        return [fact(item) for item in value]
    if isinstance(value, dict):
        ((tag, inner),) = value.items() if len(value) == 1 else ((None, None),)
        return TAGS[tag](inner) if tag in TAGS else {key: fact(item) for key, item in value.items()}
    read = [how for pattern, how in WRITTEN if isinstance(value, str) and pattern.fullmatch(value)]
    return read[0](value) if read else value


def function(name):
    module, _, function_name = name.partition(".")
    package = "zegel.law" if module in APART else "zegel.law.rules"
    return getattr(importlib.import_module(f"{package}.{module}"), function_name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}: {case['says'][:40]}")
def test_a_rule_answers_as_worked_out(case):
    facts = {key: fact(value) for key, value in case["facts"].items()}
    if facts.get("claim") is not None:
        facts["claim"] = Decimal(facts["claim"])
    found = function(case["rule"])(**facts)
    if isinstance(found, Decision):
        assert KINDS[found.allowed, found.severity] == case["answer"]
        assert "override" not in case or found.override == case["override"]
    else:
        assert str(found.value) == case["value"]
    assert found.text() == case["says"]
    assert found.rule == case["row"]
    assert [str(where) for where in found.articles] == case["cites"]


def test_every_rule_of_these_files_has_a_worked_question():
    """But the list of what a version changed, which decides nothing (15.3)."""
    asked = {case["rule"] for case in CASES}
    kept = {
        f"{row.by.__module__.rpartition('.')[2]}.{row.by.__name__}"
        for row in rows()
        if not isinstance(row.by, str) and row.rule != "15.3"
    }
    files = {file.stem for file in FOLDER.glob("*.yaml")}
    assert {name for name in kept if name.partition(".")[0] in files} <= asked


def test_who_may_decide_otherwise_is_said_of_every_answer_that_stops_or_warns():
    assert all("override" in case for case in CASES if case.get("answer", "yes") != "yes")
