"""The page for lawyers: no article without a row, every row kept by something that is tested."""

import dataclasses
import importlib.machinery
import importlib.util
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from zegel.law.rules.duties import DUTIES, duties_after
from zegel.law.rules.registry import ARTICLES, rows

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT.parent / "shared" / "sources" / "procesreglement-kort-gedingen-2025-07-01.nl.txt"


@pytest.fixture(scope="module")
def trace():
    loader = importlib.machinery.SourceFileLoader("law_trace", str(ROOT / "bin" / "law-trace"))
    spec = importlib.util.spec_from_loader("law_trace", loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def used(trace):
    return trace.names_by_test()


def test_no_article_of_the_regulation_lacks_a_row():
    assert set(ARTICLES) == {row.place for row in rows()}


def test_no_rule_has_two_rows():
    assert [rule for rule, times in Counter(row.rule for row in rows()).items() if times > 1] == []


@pytest.mark.skipif(not SOURCE.exists(), reason="the source text lies outside the repository")
def test_the_list_of_articles_is_that_of_the_regulation():
    text = SOURCE.read_text("utf-8").split("CONSIDERANS", 2)[-1]
    body, annex = text.split("Bijlage VI: regels", 1)
    found = re.findall(r"^(1?[0-9]\.[0-9]{1,2}) [A-Z]", body, re.MULTILINE)
    in_annex = re.findall(r"^(6\.[0-9]) [A-Z]", annex, re.MULTILINE)
    assert found == [place for place in ARTICLES if place[0].isdigit()]
    assert [f"VI {number}" for number in in_annex] == [place for place in ARTICLES if place.startswith("VI ")]


@pytest.mark.parametrize("row", [row for row in rows() if row.how != "human"], ids=lambda row: row.rule)
def test_every_rule_is_kept_by_a_function_that_tests_name(row, trace, used):
    assert trace.tests_of(row, used)


def test_every_human_decision_says_where_it_is_recorded():
    assert all(isinstance(row.by, str) and len(row.by) > 20 for row in rows() if row.how == "human")


RULES = [row for row in rows() if row.how != "human"]


@pytest.mark.parametrize("row", RULES, ids=lambda row: row.rule)
def test_a_test_fails_without_the_rule_as_it_is_now(row, trace):
    assert trace.state(row) in {"enforced", "written"}, "run bin/mutants for its module, then bin/law-trace"


def test_a_row_is_enforced_exactly_when_a_door_calls_its_function(trace):
    wired = {row.rule for row in RULES if trace.doors_of(row)}
    assert {row.rule for row in RULES if trace.state(row) == "enforced"} == wired
    listed = {line.partition(": ")[0] for line in trace.unwired()}
    assert listed == {row.rule for row in RULES} - wired
    said = [f" ({row.nowhere})" if row.nowhere else "" for row in RULES if row.rule in listed]
    assert trace.unwired() == [
        f"{row.rule}: {trace.dotted(row)}{why}"
        for row, why in zip((row for row in RULES if row.rule in listed), said, strict=True)
    ]


def test_what_does_a_rule_instead_is_there_and_only_where_no_door_calls_the_rule(trace):
    assert [row.rule for row in RULES if row.nowhere and trace.doors_of(row)] == []
    for row in RULES:
        if row.done_by:
            assert row.done_by in trace.graph().nodes, row.rule
            assert all("done in the act itself" in door for door in trace.doors_of(row)), row.rule
        if row.browser:
            assert trace.in_scripts(row.browser), row.rule


@pytest.mark.parametrize(
    "twin",
    [
        "web/compose/nothing.ts:checks",
        "web/compose/assistant-rules.ts:nothing",
        "web/compose/assistant-rules.ts:caseChecks",
    ],
)
def test_a_twin_that_is_no_function_of_the_scripts_counts_for_nothing(trace, twin):
    assert not trace.in_scripts(twin)


def test_the_term_on_the_public_page_is_enforced_and_what_nobody_calls_is_not(trace):
    states = {row.rule: trace.state(row) for row in rows()}
    assert states["5.3 (term)"] == "enforced"
    assert set(states.values()) == {"enforced", "written", "human"}


def test_a_rule_that_was_changed_is_unproven(trace, monkeypatch):
    row = next(row for row in RULES if trace.state(row) == "enforced")
    monkeypatch.setattr(trace, "fingerprint", lambda _name: "another")
    assert trace.state(row) == "unproven"


def test_a_rule_with_a_change_that_no_test_notices_is_unproven(trace, monkeypatch):
    row = RULES[0]
    name = trace.dotted(row).removeprefix("zegel.law.")
    counts = dataclasses.replace(trace.held()[name], survived=1)
    monkeypatch.setattr(trace, "held", lambda: {name: counts})
    assert trace.state(row) == "unproven"
    monkeypatch.setattr(trace, "held", dict)
    assert trace.state(row) == "unproven"


def test_every_duty_has_a_row_of_its_own():
    kept = {"zegel.law.rules.duties.duties_after", duties_after}
    said = {row.about for row in rows() if row.by in kept}
    assert said == {duty.event for duty in DUTIES}


def test_every_door_is_there(trace):
    for package in trace.DOORS.values():
        path = ROOT / package.replace(".", "/")
        assert path.is_dir() or path.with_suffix(".py").is_file(), package


def run(*words):
    command = [sys.executable, str(ROOT / "bin" / "law-trace"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("words", "code"), [(["--help"], 0), (["-h"], 0), (["--nonsense"], 2), (["--check", "--unwired"], 2)]
)
def test_a_question_for_help_or_a_wrong_one_writes_nothing(trace, words, code):
    before = trace.PAGE.stat().st_mtime_ns
    done = run(*words)
    assert done.returncode == code
    assert "usage: bin/law-trace" in (done.stdout if code == 0 else done.stderr)
    assert trace.PAGE.stat().st_mtime_ns == before


def test_what_is_not_wired_is_listed_and_nothing_written(trace, capsys):
    before = trace.PAGE.stat().st_mtime_ns
    assert trace.main(["--unwired"]) == 0
    assert capsys.readouterr().out.splitlines() == trace.unwired()
    assert trace.PAGE.stat().st_mtime_ns == before


def test_the_committed_page_is_current(trace, capsys):
    assert trace.main(["--check"]) == 0, capsys.readouterr().out
