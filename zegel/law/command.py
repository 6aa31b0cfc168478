"""`zegel law …`: the calendar and the terms on the command line, for people and (with --json) for programs.

Exit code 0 with an answer on standard output; 2 with one clear sentence on standard error when the
question cannot be answered as asked.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from zegel.law.calendar import Calendar, FreeDay, atw_calendar
from zegel.law.errors import LawError
from zegel.law.interpretations import INTERPRETATIONS
from zegel.law.terms.answer import compute
from zegel.law.terms.reasoning import Result
from zegel.law.terms.shape import as_dict
from zegel.law.terms.table import RULES, Rule
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
    facts: dict[str, str] = {}
    settings: dict[str, str] = {}
    for word in words[1:]:
        key, equals, value = word.partition("=")
        if not equals:
            raise LawError("bad-word", _("{word} is not written as key=value."), {"word": word})
        into = settings if key in INTERPRETATIONS else facts
        if key in into:
            raise LawError("twice", _("{key} is given twice."), {"key": key})
        into[key] = value
    result = compute(words[0], facts, settings)
    return [_json(as_dict(result))] if as_json else list(_explained(result))


SUBCOMMANDS: Mapping[str, Callable[[Sequence[str], bool], list[str]]] = {
    "calendar": calendar,
    "term": term,
}


def _usage() -> str:
    lines = ["usage: zegel law calendar YEAR [--json]", "       zegel law term RULE key=value… [--json]", ""]
    lines += [f"  {_call(rule):45} {rule.title}" for rule in RULES.values()]
    return "\n".join(lines) + "\n"


def _call(rule: Rule) -> str:
    facts = (" | " if rule.one_of else " ").join(f"{fact.key}=" for fact in rule.facts)
    choices = "".join(f" [{choice.key}=]" for choice in rule.choices)
    return f"{rule.name} {facts}{choices}"


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
