"""What the law says in the words of a reader, as a door translates them, and as they are kept."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from zegel.law import fees
from zegel.law.texts import Phrase, Phrases, fill, kept
from zegel.law.verdicts import answer, record_of, refused

DUTCH = {
    "lacks {parts} since {day} by {who}": "mist {parts} sinds {day} van {who}",
    "judge": "rechter",
    "summary": "samenvatting",
}
DAY = date(fees.tariffs()[-1].year, 3, 3)
SAID = refused(
    "9.9",
    "lacks {parts} since {day} by {who}",
    "1.1",
    "1.2",
    parts=Phrases(("summary", "headings")),
    day=date(2026, 11, 30),
    who=Phrase("judge"),
)


def dutch(text):
    return DUTCH.get(text, text)


def test_a_decision_is_said_as_the_reader_reads_it():
    assert (
        SAID.words(dutch, lambda day: f"{day:%d-%m-%Y}")
        == "mist samenvatting, headings sinds 30-11-2026 van rechter"
    )
    assert SAID.words(dutch) == "mist samenvatting, headings sinds Monday 30 November 2026 van rechter"
    assert SAID.words(str) == SAID.text() == "lacks summary, headings since Monday 30 November 2026 by judge"


def test_a_phrase_alone_is_said_too():
    assert (Phrase("judge").words(dutch), str(Phrase("judge"))) == ("rechter", "judge")
    assert Phrases(("summary", "headings")).words(dutch, repr) == "samenvatting, headings"
    assert str(Phrases(("summary", "headings"))) == "summary, headings"


def test_what_was_said_is_kept_as_plain_values_and_said_again():
    record = record_of(SAID)
    assert record == {
        "rule": "9.9",
        "reason": "lacks {parts} since {day} by {who}",
        "params": {"parts": ["summary", "headings"], "day": "2026-11-30", "who": ["judge"]},
        "articles": ["PR 1.1", "PR 1.2"],
    }
    assert (
        fill(record["reason"], record["params"], dutch)
        == "mist samenvatting, headings sinds 2026-11-30 van rechter"
    )
    assert record_of(answer("9.9", 3, "three", "1.1")) == {
        "rule": "9.9",
        "reason": "three",
        "params": {},
        "articles": ["PR 1.1"],
    }
    assert kept({"pages": 11}) == {"pages": "11"}


def test_an_increase_by_an_official_tariff_is_said_without_reserve(monkeypatch):
    tariff = fees.tariffs()[-1]
    official = replace(
        tariff,
        brackets=tuple(
            replace(
                line,
                legal=replace(line.legal, evidence="official"),
                natural=replace(line.natural, evidence="official"),
            )
            for line in tariff.brackets
        ),
    )
    owed = fees.fee("handel", Decimal(1), "legal", DAY)
    said = fees.raised_for_claim(owed, "handel", Decimal(200_000), DAY, counterclaim=False, aid=False)
    assert (
        said.text()
        == "by the tariff on the day of the increase: € 7062, to be confirmed against the official tariff"
    )
    monkeypatch.setattr(fees, "tariff_of", lambda _day: official)
    said = fees.raised_for_claim(owed, "handel", Decimal(200_000), DAY, counterclaim=False, aid=False)
    assert said.text() == "by the tariff on the day of the increase: € 7062"
