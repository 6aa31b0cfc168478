"""Every row of the regulation in one list: which rule keeps it, and where a person meets it.

`bin/law-trace` writes it out as `docs/law/traceability.md`; a test holds that page to it.
"""

from zegel.law import case_states, fees
from zegel.law.rules import (
    annexes,
    chapter_01,
    chapter_02,
    chapter_03,
    chapter_03_form,
    chapter_04,
    chapter_05,
    chapter_06,
    chapter_08,
    chapter_09,
    chapter_10,
    chapter_11,
    chapter_12,
    closing_chapters,
    duties,
)
from zegel.law.terms.table import RULES
from zegel.law.verdicts import Row

ARTICLES = (
    *(f"1.{n}" for n in range(1, 14)),
    *("2.1", "2.2"),
    *(f"3.{n}" for n in range(1, 17)),
    *("4.1", "4.2", "4.3", "5.1", "5.2", "5.3", "5.4", "6.1", "6.2", "6.3", "6.4", "6.5"),
    *(f"7.{n}" for n in range(1, 8)),
    *("8.1", "8.2", "8.3", "9.1", "9.2", "9.3", "9.4"),
    *(f"10.{n}" for n in range(1, 11)),
    *("11.1", "11.2", "11.3", "11.4"),
    *(f"12.{n}" for n in range(1, 8)),
    *("13.1", "13.2", "14.1", "15.1", "15.2", "15.3"),
    *("I", "II", "III", "IV", "V"),
    *(f"VI 6.{n}" for n in range(1, 10)),
    "VII",
)
"""Every article and annex of the third version, in its order."""

_MODULES = (
    *(chapter_01, chapter_02, chapter_03, chapter_03_form, chapter_04, chapter_05, chapter_06, fees),
    *(
        chapter_08,
        chapter_09,
        chapter_10,
        chapter_11,
        chapter_12,
        closing_chapters,
        annexes,
        duties,
        case_states,
    ),
)


def rows() -> tuple[Row, ...]:
    """Give all rows in the order of the regulation; every term that can be computed is a row too."""
    written = [row for module in _MODULES for row in module.ROWS]
    return tuple(sorted((*written, *_terms()), key=lambda row: ARTICLES.index(row.place)))


def _terms() -> list[Row]:
    """Give a row for each term of the regulation itself; those of statutes are not its articles."""
    named = ((name, name.replace("VI-", "VI "), rule) for name, rule in RULES.items())
    return [
        Row(f"{name} (term)", place, "computed", rule.reckon, "deadline calculator")
        for name, place, rule in named
        if place in ARTICLES
    ]
