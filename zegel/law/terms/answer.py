"""One call from question to answer: read the facts, reckon, and reckon again for every other reading."""

from collections.abc import Mapping
from datetime import date, datetime

from zegel.law.calendar import Calendar, atw_calendar
from zegel.law.errors import LawError
from zegel.law.interpretations import INTERPRETATIONS, Other, Reading, Settings, check_settings
from zegel.law.sources import PR
from zegel.law.terms.given import Given
from zegel.law.terms.given import Value as Fact
from zegel.law.terms.lengths import Length
from zegel.law.terms.moments import day_of, on_dutch_clock, read_moment
from zegel.law.terms.reasoning import Caution, Result, Value
from zegel.law.terms.reckoning import Reckoning
from zegel.law.terms.rules import Found
from zegel.law.terms.table import RULES, Kind, Rule
from zegel.law.texts import gettext_noop as _

Facts = Mapping[str, str | date | datetime]


def compute(
    rule: str, facts: Facts, settings: Settings | None = None, calendar: Calendar | None = None
) -> Result:
    """Compute a term.

    `rule` is a name in RULES; `facts` its keys with ISO texts, dates or datetimes (without offset:
    Europe/Amsterdam); `settings` chooses interpretations ("I-2": "hours"). Raises LawError with a stable
    code for an unknown rule, key or setting, a missing fact, a date that is none, a time that does not
    exist or exists twice, or a result outside the calendar.
    """
    asked, chosen = _rule(rule), dict(settings or {})
    check_settings(chosen)
    try:
        return _answer(asked, _read(asked, facts), chosen, calendar or atw_calendar())
    except OverflowError:
        raise LawError("outside-calendar", _("The result lies outside the calendar.")) from None


def _answer(rule: Rule, given: Given, chosen: Settings, calendar: Calendar) -> Result:
    reckoning = Reckoning(calendar, chosen)
    found = rule.reckon(reckoning, given)
    readings = tuple(
        _reading(rule, given, {**chosen, code: setting}, calendar, code)
        for code, setting in reckoning.asked.items()
    )
    days = [day_of(value) for value in given.facts.values() if isinstance(value, date)]
    days.append(day_of(found.value))
    complete = calendar.complete_between(min(days), max(days))
    articles = dict.fromkeys((*rule.articles, *(step.article for step in reckoning.steps)))
    return Result(
        rule=rule.name,
        value=found.value,
        meaning=rule.meaning,
        steps=tuple(reckoning.steps),
        readings=readings,
        articles=tuple(articles),
        cautions=_cautions(rule, reckoning, min(days), complete=complete),
        until=found.until,
        since=found.since,
        complete=complete,
    )


def _reading(rule: Rule, given: Given, chosen: Settings, calendar: Calendar, code: str) -> Reading[Value]:
    """Say which setting was used, and reckon again with each of the others."""
    item = INTERPRETATIONS[code]
    others = []
    for setting, text in item.settings.items():
        if setting != chosen[code]:
            found: Found = rule.reckon(Reckoning(calendar, {**chosen, code: setting}), given)
            others.append(Other(setting, text, found.value, found.until))
    return Reading(code, item.question, chosen[code], item.settings[chosen[code]], tuple(others))


def _cautions(rule: Rule, reckoning: Reckoning, first: date, *, complete: bool) -> tuple[Caution, ...]:
    found = list(reckoning.doubts)
    if not complete:
        text = _(
            "Not all days equated by royal decree are known for these dates: check by hand. "
            "They are known until {until}, except for {gaps}."
        )
        calendar = reckoning.calendar
        gaps = ", ".join(map(str, calendar.gaps))
        found.append(Caution("calendar-incomplete", text, {"until": calendar.known_until, "gaps": gaps}))
    for free in dict.fromkeys(reckoning.met):
        if not free.verified:
            text = _("{day} counts as free by a decree whose text was not seen: check it.")
            found.append(Caution("unverified-day", text, {"day": free.day}))
    begins = PR.valid_from
    if begins and first < begins and any(article.instrument is PR for article in rule.articles):
        text = _("An earlier version of the regulation held before {begins}; this is the later text.")
        found.append(Caution("earlier-version", text, {"begins": begins}))
    return tuple(found)


def _rule(name: str) -> Rule:
    if name not in RULES:
        known = ", ".join(RULES)
        text = _("There is no rule {given}; known are {known}.")
        raise LawError("unknown-rule", text, {"given": name, "known": known})
    return RULES[name]


def _read(rule: Rule, facts: Facts) -> Given:
    """Read the facts of a rule: all it needs, or exactly one where the table says so, and none it does not know."""
    keys = [fact.key for fact in rule.facts]
    choices = {choice.key: choice for choice in rule.choices}
    for key in facts:
        if key not in keys and key not in choices:
            text = _("Rule {rule} does not know {key}; it takes {known}.")
            known = ", ".join((*keys, *choices))
            raise LawError("unknown-fact", text, {"rule": rule.name, "key": key, "known": known})
    present = [key for key in keys if key in facts]
    if rule.one_of and len(present) != 1:
        text = _("Rule {rule} needs exactly one of {keys}.")
        raise LawError("one-fact-needed", text, {"rule": rule.name, "keys": ", ".join(keys)})
    required = [fact.key for fact in rule.facts if not fact.optional]
    missing = next((key for key in required if key not in facts), None)
    if not rule.one_of and missing:
        raise LawError("missing-fact", _("Rule {rule} needs {key}."), {"rule": rule.name, "key": missing})
    values: dict[str, Fact] = {}
    hours = str(facts.get("length")).endswith("h")
    for fact in rule.facts:
        if fact.key in present:
            values[fact.key] = _value(fact.key, fact.kind, facts[fact.key], hours=hours)
    for key, choice in choices.items():
        option = str(facts.get(key, next(iter(choice.options))))
        if option not in choice.options:
            text = _("{key} is one of {known}, not {given}.")
            known = ", ".join(choice.options)
            raise LawError("unknown-option", text, {"key": key, "known": known, "given": option})
        values[key] = option
    return Given(values)


def _value(key: str, kind: Kind, given: str | date | datetime, *, hours: bool) -> Fact:
    if kind == "length":
        return Length.read(str(given))
    if isinstance(given, datetime):
        value: date | datetime = on_dutch_clock(given)
    elif isinstance(given, date):
        value = given
    else:
        value = read_moment(given)
    if isinstance(value, datetime):
        return value
    if kind == "moment" or (kind == "after" and hours):
        text = _("{key} needs a time, such as 2026-12-01T10:00.")
        raise LawError("time-needed", text, {"key": key})
    return value
