"""The whole answers of `vectors/law/reasoning`: every step, article, reading and caution of every way of reckoning."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from zegel.law.errors import LawError
from zegel.law.terms import RULES, compute
from zegel.law.terms.shape import as_dict

FOLDER = Path(__file__).parents[3] / "vectors" / "law" / "reasoning"
CASES = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.yaml"))}
ANSWERED = [case for name, cases in CASES.items() if name != "refusals" for case in cases]


def ident(case):
    return f"{case['rule']} {case['facts']} {case.get('settings', '')}"


@pytest.mark.parametrize("case", ANSWERED, ids=ident)
def test_the_whole_answer(case):
    found = as_dict(compute(case["rule"], case["facts"], case.get("settings", {})))
    assert {key: found[key] for key in case["gives"]} == case["gives"]
    assert found.keys() - case["gives"].keys() == {"rule", "sources"}
    assert found["rule"] == case["rule"]


@pytest.mark.parametrize("case", CASES["refusals"], ids=ident)
def test_the_words_of_a_refusal(case):
    with pytest.raises(LawError) as refusal:
        compute(case["rule"], case["facts"], case.get("settings", {}))
    told = refusal.value
    assert (told.code, str(told), [str(where) for where in told.articles]) == (
        case["code"],
        case["says"],
        case["cites"],
    )


def test_every_term_has_a_whole_answer():
    assert {case["rule"] for case in ANSWERED} == set(RULES)


def test_an_answer_names_the_copy_in_which_each_article_was_read():
    sources: Any = as_dict(compute("7.1", {"appeared": "2026-11-23"}))["sources"]
    found = {source["article"]: (source["read"], source["copy"], source["edition"]) for source in sources}
    mirror = "consolidated text of wetten.overheid.nl, mirror legalize-nl"
    assert found["PR 7.1"] == ("primary", None, None)
    assert found["Wgbz 3(3)"] == ("secondary", mirror, "2023-05-01")
    assert {"instrument", "version", "url"} <= sources[0].keys()
