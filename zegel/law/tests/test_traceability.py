"""The page for lawyers: no article without a row, every row kept by something that is tested."""

import importlib.machinery
import importlib.util
import re
from collections import Counter
from pathlib import Path

import pytest

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


def test_the_committed_page_is_current(trace):
    assert trace.PAGE.read_text("utf-8") == trace.page(), "run bin/law-trace"
