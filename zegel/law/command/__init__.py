"""`zegel law …`: the calendar, the terms and the court fees on the command line, for people and (with --json) for programs.

Exit code 0 with an answer on standard output; 2 with one clear sentence on standard error when the
question cannot be answered as asked.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import get_args

from zegel.law.calendar import Calendar, FreeDay, atw_calendar
from zegel.law.courts import MATTERS, Matter
from zegel.law.decisions import Decision
from zegel.law.errors import LawError
from zegel.law.fees import Fee, Person
from zegel.law.fees import fee as fee_of
from zegel.law.interpretations import INTERPRETATIONS
from zegel.law.terms.answer import compute
from zegel.law.terms.reasoning import Result
from zegel.law.terms.shape import as_dict
from zegel.law.terms.table import RULES, Fact, Rule
from zegel.law.texts import gettext_noop as _
from zegel.law.texts import show

MEANINGS = {
    "latest": "At the latest",
    "earliest": "At the earliest",
    "oldest": "Not older than",
    "window": "Up to and including",
    "proposal": "Proposed",
}


def main(argv: Sequence[str]) -> int:
    """Run one subcommand; give its exit code."""
    if "--help" in argv:
        sys.stdout.write(_usage())
        return 0
    words = [word for word in argv if word != "--json"]
    command = SUBCOMMANDS.get(words[0]) if words else None
    if command is None:
        sys.stderr.write(_usage())
        return 2
    try:
        lines = command(words[1:], "--json" in argv)
    except LawError as refusal:
        articles = "".join(f", {article}" for article in refusal.articles)
        sys.stderr.write(f"zegel law: {refusal} ({refusal.code}{articles})\n")
        return 2
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def calendar(words: Sequence[str], as_json: bool) -> list[str]:
    """Answer `calendar YEAR`: the days of art. 3 Atw, and whether the year is complete."""
    if len(words) != 1 or not (words[0].isascii() and words[0].isdigit() and len(words[0]) <= 4):
        raise LawError("bad-year", _("Give one year, such as 2026."))
    year, days = int(words[0]), atw_calendar()
    free = days.days_in(year)
    complete = year not in days.gaps and year <= days.known_until.year
    if as_json:
        return [_json({"year": year, "complete": complete, "days": [_day(item) for item in free]})]
    lines = [f"{show(item.day)}: {item.name_nl} ({_basis(item)}){_doubt(item)}" for item in free]
    return lines if complete else [*lines, _incomplete(days)]


def term(words: Sequence[str], as_json: bool) -> list[str]:
    """Answer `term RULE key=value…`: facts of the rule, and settings such as I-2=hours."""
    if not words:
        names = ", ".join(RULES)
        raise LawError("missing-rule", _("Say which rule: one of {names}."), {"names": names})
    given = _pairs(words[1:])
    settings = {key: value for key, value in given.items() if key in INTERPRETATIONS}
    facts = {key: value for key, value in given.items() if key not in settings}
    result = compute(words[0], facts, settings)
    return [_json(as_dict(result))] if as_json else list(_explained(result))


def fee(words: Sequence[str], as_json: bool) -> list[str]:
    """Answer `fee MATTER PERSON day=… [claim=…] [natural-party=yes]`: the amount, and whether it was read officially.

    `day` is that of the first hearing; without a claim in euros it is one of undetermined value.
    """
    matter: Matter | None = next((name for name in MATTERS if name in words[:1]), None)
    person: Person | None = next((name for name in get_args(Person) if name in words[1:2]), None)
    given = _pairs(words[2:])
    if matter is None or person is None or not given.keys() <= FEE_FACTS or "day" not in given:
        raise LawError("bad-fee", _("Ask as: {usage}"), {"usage": FEE_USAGE})
    natural = given.get("natural-party", "no")
    if natural not in {"yes", "no"}:
        raise LawError("bad-choice", _("{key} is yes or no."), {"key": "natural-party"})
    owed = fee_of(matter, _claim(given), person, _first_hearing(given), natural_party=natural == "yes")
    if isinstance(owed, Decision):
        raise LawError("no-tariff", owed.reason, owed.params, owed.articles)
    return [_json(_fee(owed))] if as_json else list(_fee_explained(owed))


SUBCOMMANDS: Mapping[str, Callable[[Sequence[str], bool], list[str]]] = {
    "calendar": calendar,
    "term": term,
    "fee": fee,
}
FEE_USAGE = "zegel law fee handel|kanton|familie legal|natural|indigent day= [claim=] [natural-party=yes]"
FEE_FACTS = {"day", "claim", "natural-party"}


def _usage() -> str:
    lines = ["usage: zegel law calendar YEAR [--json]", "       zegel law term RULE key=value… [--json]"]
    lines += [f"       {FEE_USAGE} [--json]", ""]
    lines += [f"  {_call(rule):45} {rule.title}" for rule in RULES.values()]
    return "\n".join(lines) + "\n"


def _call(rule: Rule) -> str:
    facts = (" | " if rule.one_of else " ").join(_shape(fact) for fact in rule.facts)
    choices = "".join(f" [{choice.key}=]" for choice in rule.choices)
    return f"{rule.name} {facts}{choices}"


def _shape(fact: Fact) -> str:
    return f"[{fact.key}=]" if fact.optional else f"{fact.key}="


def _pairs(words: Sequence[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals:
            raise LawError("bad-word", _("{word} is not written as key=value."), {"word": word})
        if key in given:
            raise LawError("twice", _("{key} is given twice."), {"key": key})
        given[key] = value
    return given


def _claim(given: Mapping[str, str]) -> Decimal | None:
    if "claim" not in given:
        return None
    try:
        claim = Decimal(given["claim"])
    except InvalidOperation:
        claim = Decimal("NaN")
    if not claim.is_finite() or claim < 0:
        raise LawError("bad-claim", _("Give the claim in euros, such as 12500.50."))
    return claim


def _first_hearing(given: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(given["day"])
    except ValueError:
        raise LawError("bad-day", _("Give the day of the first hearing, such as 2026-12-01.")) from None


def _fee(owed: Fee) -> dict[str, object]:
    up_to = owed.bracket.up_to
    return {
        "euros": owed.amount.euros,
        "verified": owed.amount.verified,
        "evidence": owed.amount.evidence,
        "text": owed.text(),
        "year": owed.year,
        "person": owed.person,
        "judge": owed.bracket.judge,
        "up_to": None if up_to is None else str(up_to),
        "undetermined": owed.bracket.undetermined,
        "articles": [str(article) for article in owed.articles],
        "sources": list(owed.sources),
    }


def _fee_explained(owed: Fee) -> Iterator[str]:
    yield owed.text()
    yield f"The tariff of {owed.year} [{', '.join(str(article) for article in owed.articles)}]"
    for source in owed.sources:
        yield f"Read in: {source}"


def _explained(result: Result) -> Iterator[str]:
    until = " (24:00)" if result.until and not isinstance(result.value, datetime) else ""
    yield f"{MEANINGS[result.meaning]}: {show(result.value)}{until}"
    for number, step in enumerate(result.steps, 1):
        yield f"{number:3}. {step} [{step.article}]"
    for reading in result.readings:
        yield f"{reading.code}: {reading.question} {reading.setting}: {reading.text}."
        for other in reading.others:
            yield f"     {other.setting}: {other.text}: {show(other.value)}"
    for caution in result.cautions:
        yield f"Note: {caution}"
    for instrument in dict.fromkeys(article.instrument for article in result.articles):
        yield f"{instrument.short}: {instrument.title}, {instrument.version}, {instrument.url}"


def _day(item: FreeDay) -> dict[str, object]:
    return {
        "date": item.day.isoformat(),
        "name": item.name_nl,
        "name_en": item.name_en,
        "basis": _basis(item),
        "verified": item.verified,
    }


def _basis(item: FreeDay) -> str:
    return f"{item.basis}, {item.decree.version}" if item.decree else str(item.basis)


def _doubt(item: FreeDay) -> str:
    return "" if item.verified else ": text of the decree not seen, check"


def _incomplete(days: Calendar) -> str:
    gaps = ", ".join(map(str, days.gaps))
    return f"Not complete: equated days are known until {days.known_until}, except for {gaps}."


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
