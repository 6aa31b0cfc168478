"""`zegel law`: what a person or a script sees."""

import json

import pytest

from zegel.law.command import main
from zegel.law.terms import RULES


def answer(capsys, *words):
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refusal(capsys, *words):
    assert main([*words]) == 2
    written = capsys.readouterr()
    assert not written.out
    assert "Traceback" not in written.err
    return written.err


def test_calendar_as_json(capsys):
    year = answer(capsys, "calendar", "2026")
    assert (year["year"], year["complete"], len(year["days"])) == (2026, True, 11)
    friday = next(day for day in year["days"] if day["date"] == "2026-05-15")
    assert friday["basis"] == "Atw 3(3), Stcrt. 2025, 24713"
    assert friday["name"]


def test_calendar_beyond_the_last_decree_says_so(capsys):
    assert answer(capsys, "calendar", "2029")["complete"] is False
    assert answer(capsys, "calendar", "2021")["complete"] is False
    assert main(["calendar", "2029"]) == 0
    assert "Not complete" in capsys.readouterr().out


def test_calendar_in_words_marks_what_was_not_seen(capsys):
    assert main(["calendar", "2025"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "not seen" in line] == [
        line for line in lines if line.startswith("Friday 30 May 2025")
    ]


@pytest.mark.parametrize("year", ["", "x", "2009", "99999", "-1", "²⁰²⁶", "2026.0"])
def test_calendar_refuses_other_years(capsys, year):
    assert refusal(capsys, "calendar", year)


def test_term_as_json(capsys):
    result = answer(capsys, "term", "5.3", "hearing=2026-12-01")
    assert result["result"] == "2026-11-26"
    assert result["weekday"] == "Thursday"
    assert result["until"] == "2026-11-27T00:00:00+01:00"
    assert result["articles"][0] == "PR 5.3"
    assert set(result["steps"][0]) == {"text", "article", "before", "after"}
    assert result["interpretations"][0]["code"] == "I-3"
    assert result["interpretations"][0]["others"][0]["result"] == "2026-11-25"
    assert result["sources"][0]["version"] == "3rd version, 1 July 2025"


def test_term_with_a_time_as_json(capsys):
    result = answer(capsys, "term", "9.1", "hearing=2026-11-30T10:00")
    assert result["result"] == "2026-11-29T10:00:00+01:00"


def test_term_takes_a_reading(capsys):
    result = answer(capsys, "term", "3.16", "hearing=2026-11-30T10:00", "I-2=hours")
    assert result["result"] == "2026-11-29T10:00:00+01:00"


def test_term_in_words(capsys):
    assert main(["term", "7.1", "appeared=2026-11-27"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("At the latest: Monday 28 December 2026 (24:00)\n")
    assert "Christmas Day" in text
    assert "[Atw 1(1)]" in text


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["term"], "missing-rule"),
        (["term", "99.1"], "unknown-rule"),
        (["term", "5.3"], "missing-fact"),
        (["term", "5.3", "hearing"], "bad-word"),
        (["term", "5.3", "hearing=x"], "bad-date"),
        (["term", "5.3", "hearing=2026-12-01", "hearing=2026-12-02"], "twice"),
        (["term", "3.16", "hearing=2026-12-01"], "time-needed"),
        (["term", "9.1", "hearing=2026-03-29T02:30"], "time-does-not-exist"),
        (["term", "9.1", "hearing=2026-10-25T02:30"], "time-exists-twice"),
        (["term", "9.1", "hearing=2026-12-01T10:00", "I-2=never"], "unknown-setting"),
        (["calendar"], "bad-year"),
        (["calendar", "2009"], "outside-calendar"),
    ],
)
def test_refusals_have_a_code_and_a_sentence(capsys, words, code):
    assert f"({code}" in refusal(capsys, *words)


@pytest.mark.parametrize("words", [[], ["nonsense"], ["--json"]])
def test_without_a_known_word_usage_is_shown(capsys, words):
    assert refusal(capsys, *words).startswith("usage:")


def test_help_names_every_rule(capsys):
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    assert all(rule.title in text for rule in RULES.values())


@pytest.mark.parametrize("day", ["2024-06-03", "2025-06-03", "2026-12-01"])
@pytest.mark.parametrize(
    "words", [("handel", "natural"), ("kanton", "legal", "claim=600"), ("familie", "indigent")]
)
def test_a_fee_that_was_not_read_officially_says_so(capsys, words, day):
    found = answer(capsys, "fee", *words, f"day={day}")
    assert found["verified"] is (found["evidence"] == "official")
    assert ("to be confirmed" in found["text"]) is not found["verified"]
    assert found["year"] == int(day[:4])
    assert found["sources"]
    assert main(["fee", *words, f"day={day}"]) == 0
    assert ("to be confirmed" in capsys.readouterr().out) is not found["verified"]


def test_a_fee_in_words(capsys):
    assert main(["fee", "handel", "natural", "day=2026-12-01"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "€ 341 (to be confirmed against the official tariff)"
    assert lines[1] == "The tariff of 2026 [Wgbz 10, Wgbz 3(6), Wgbz annex]"
    assert all(line.startswith("Read in: ") for line in lines[2:])
    assert lines[2:]


def test_a_fee_by_the_claim_and_by_who_else_is_a_party(capsys):
    small = answer(capsys, "fee", "kanton", "legal", "claim=500", "day=2024-06-03")
    assert (small["euros"], small["judge"], small["up_to"]) == (130, "kantonrechter", "500")
    large = ("fee", "handel", "legal", "claim=1000000.01", "day=2024-06-03")
    assert answer(capsys, *large)["euros"] == answer(capsys, *large, "natural-party=no")["euros"] == 9825
    assert answer(capsys, *large, "natural-party=yes")["euros"] == 6617


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "bad-fee"),
        (("handel", "day=2026-12-01"), "bad-fee"),
        (("handel", "natural"), "bad-fee"),
        (("other", "natural", "day=2026-12-01"), "bad-fee"),
        (("handel", "natural", "day=2026-12-01", "sum=3"), "bad-fee"),
        (("handel", "natural", "day=1 December"), "bad-day"),
        (("handel", "natural", "day=2026-12-01", "day=2026-12-02"), "twice"),
        (("handel", "natural", "day"), "bad-word"),
        (("handel", "natural", "day=2026-12-01", "claim=much"), "bad-claim"),
        (("handel", "natural", "day=2026-12-01", "claim=-1"), "bad-claim"),
        (("handel", "natural", "day=2026-12-01", "claim=Infinity"), "bad-claim"),
        (("handel", "natural", "day=2026-12-01", "natural-party=perhaps"), "bad-choice"),
        (("handel", "natural", "day=1999-12-01"), "no-tariff"),
    ],
)
def test_a_fee_is_refused_in_words(capsys, words, code):
    assert code in refusal(capsys, "fee", *words)


def test_the_help_marks_what_may_be_left_out(capsys):
    assert main(["--help"]) == 0
    usage = capsys.readouterr().out
    assert "[sent=]" in usage
    assert "zegel law fee" in usage
