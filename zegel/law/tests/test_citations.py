"""Every citation says in which text and edition it was read, or that none could be read."""

import ast
from datetime import date
from pathlib import Path

import pytest

from zegel.law import sources
from zegel.law.calendar import atw_calendar
from zegel.law.citations import citations, read_in
from zegel.law.sources import PR, RV, Instrument, article
from zegel.law.terms import RULES, compute
from zegel.law.terms.moments import TIME_ACT

LAW = Path(__file__).resolve().parents[1]
INSTRUMENTS = {name: value for name, value in vars(sources).items() if isinstance(value, Instrument)} | {
    "TIME_ACT": TIME_ACT
}


def cited():
    """Give every article that a file of the law names in so many words."""
    found = set()
    for file in LAW.rglob("*.py"):
        if "tests" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "article":
                instrument, number = node.args
                if not (isinstance(instrument, ast.Name) and isinstance(number, ast.Constant)):
                    continue
                if instrument.id in INSTRUMENTS:
                    found.add(article(INSTRUMENTS[instrument.id], str(number.value)))
    return found | {day.basis for year in (2013, 2026) for day in atw_calendar().days_in(year)}


CITED = sorted((a for a in cited() if not a.instrument.short.startswith("PR")), key=str)


@pytest.mark.parametrize("where", CITED, ids=str)
def test_every_article_cited_says_where_it_was_read(where):
    row = read_in(where)
    assert row is not None
    assert row.says
    assert (row.copy is None) == (where.instrument is TIME_ACT)


def test_nothing_is_said_to_be_read_that_no_rule_cites():
    assert {(a.instrument.short, a.number) for a in CITED} == set(citations())


def test_an_instrument_names_the_newest_edition_its_articles_were_read_in():
    for instrument in INSTRUMENTS.values():
        editions = {
            row.copy.edition
            for (short, _number), row in citations().items()
            if row.copy and short == instrument.short and instrument.short != "HR"
        }
        assert not editions or max(editions) == instrument.valid_from


def test_a_second_copy_is_another_one():
    also = [row for row in citations().values() if row.also]
    assert also
    assert all(row.copy and row.copy != row.also for row in also)


def test_a_copy_is_never_called_official():
    for (short, _number), row in citations().items():
        instrument = next(i for i in INSTRUMENTS.values() if i.short == short)
        assert instrument.read != "primary" or row.copy is None


def test_the_regulation_needs_no_row():
    assert PR.read == "primary"
    assert read_in(article(PR, "3.16")) is None


def test_no_known_abode_was_read_in_two_copies_of_the_code():
    row = read_in(article(RV, "115(2)"))
    assert (row.copy.edition, row.also.edition) == (date(2026, 1, 1), date(2025, 1, 1))
    assert "three months" in row.says


def test_every_term_cites_articles_that_were_read():
    for rule in RULES.values():
        for where in rule.articles:
            assert where.instrument is PR or read_in(where).copy, str(where)
    assert compute("Rv115", {"served": "2026-11-23", "addressee": "unknown"}).value == date(2027, 2, 24)
