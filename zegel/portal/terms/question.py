"""A query string read as a question: an event, its facts, choices and readings; what is wrong stays beside its field.

The same keys as `zegel law term` takes, with the time in a field of its own: `hearing=2026-12-01&hearing-time=10:00`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from zegel.law.calendar import FIRST_YEAR
from zegel.law.errors import LawError
from zegel.law.interpretations import INTERPRETATIONS, check_settings
from zegel.law.terms.lengths import Length
from zegel.law.terms.moments import AMSTERDAM, read_moment
from zegel.law.terms.table import Choice
from zegel.portal.shared import law_words as words
from zegel.portal.terms.events import EVENTS, Event

Query = Mapping[str, str]
# The calendar can go on for ever, but every year is a table in memory and this page is open to everybody.
LAST_YEAR = 2099
_TYPED_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_TYPED_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::00)?", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,2}", re.ASCII)
_LENGTH = re.compile(r"([1-9]\d{0,2})([hdwmy])", re.ASCII)
_UNITS = {"h": _("hours"), "d": _("days"), "w": _("weeks"), "m": _("months"), "y": _("years")}
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Option:
    """One of the values of a field."""

    value: str
    label: str
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form, as filled in; `type` as in HTML, or "select" or "radio" with options."""

    name: str
    label: str
    type: str
    value: str = ""
    hint: str = ""
    error: str = ""
    options: tuple[Option, ...] = ()
    optional: bool = False

    @property
    def html_type(self) -> str:
        """A browser throws away a date or time it cannot read; as plain text what was typed stays."""
        return "text" if self.error and self.value else self.type


@dataclass(slots=True)
class Question:
    """What was asked. Answerable when `ready`; `query` reproduces it."""

    event: Event
    fields: list[Field] = field(default_factory=list)
    facts: dict[str, str | date | datetime] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    asked: bool = False

    @property
    def ready(self) -> bool:
        """Whether everything needed was filled in, and rightly."""
        return self.asked and not self.problems and not any(field.error for field in self.fields)

    @property
    def errors(self) -> list[dict[str, str]]:
        """For the summary above the form: each with the field to go to."""
        return [{"id": "", "text": text} for text in self.problems] + [
            {"id": field.name, "text": field.error} for field in self.fields if field.error
        ]

    def blame(self, name: str, text: str) -> None:
        """Put what is wrong beside a field."""
        self.fields = [
            replace(each_field, error=text) if each_field.name == name else each_field
            for each_field in self.fields
        ]

    def with_setting(self, code: str, setting: str) -> dict[str, str]:
        """The query of the same question in another reading."""
        others = {key: value for key, value in self.query.items() if key != code}
        return others if setting == INTERPRETATIONS[code].default else {**others, code: setting}

    @property
    def said(self) -> list[tuple[str, str]]:
        """What was filled in, in words: to check on the page, and to read on paper."""
        labels = {field.name: field.label for field in self.fields}
        given = [key for key in (*self.event.facts, *self.event.optional) if key in self.facts]
        lines = [(labels[key], self._shown(key)) for key in given]
        for choice in self.event.choices:
            option = choice.options[self.choices[choice.key]]
            lines.append((capfirst(gettext(choice.label)), capfirst(gettext(option))))
        return lines

    def _shown(self, key: str) -> str:
        value = self.facts[key]
        return words.localise(Length.read(value) if isinstance(value, str) else value)

    @property
    def usual(self) -> dict[str, str]:
        """The query of the same question in the usual readings."""
        return {key: value for key, value in self.query.items() if key not in INTERPRETATIONS}


def read(query: Query) -> Question | None:
    """Read a query; nothing when it names no event that we know."""
    event = EVENTS.get(query.get("event", ""))
    if event is None:
        return None
    question = Question(event, query={"event": event.name})
    question.asked = any(key in query for key in event.facts)
    for key in event.facts:
        (_read_length if key == "length" else _read_day)(question, key, query)
    for key in event.optional:
        _read_optional_day(question, key, query)
    for choice in event.choices:
        _read_choice(question, choice, query)
    _read_settings(question, query)
    return question


def _typed(query: Query, name: str) -> str:
    return query.get(name, "").strip()[:_LONGEST]


def _read_day(question: Question, key: str, query: Query) -> None:
    """Read a day and, where a term needs it, the time; both are looked at, whichever is wrong."""
    day = _iso_day(_typed(query, key))
    asked = question.event.asked(key)
    question.fields.append(Field(key, capfirst(gettext(asked.label)), "date", day))
    timed = question.event.takes_time(key)
    time = _iso_time(_typed(query, f"{key}-time")) if timed else ""
    if timed:
        question.fields.append(_time_field(question.event, key, time))
    if question.asked and all((_time_right(question, key, time), _take_day(question, key, day))) and time:
        _take_time(question, key, f"{day}T{time}", _typed(query, f"{key}-offset"))


def _read_optional_day(question: Question, key: str, query: Query) -> None:
    """Read a day that may be left open; once filled in it must be right."""
    day = _iso_day(_typed(query, key))
    label = capfirst(gettext(question.event.asked(key).label))
    question.fields.append(Field(key, label, "date", day, optional=True))
    if question.asked and day:
        _take_day(question, key, day)


def _time_field(event: Event, key: str, time: str) -> Field:
    hint = gettext("Some terms are counted in hours. Without a time you do not see those.")
    if event.asked(key).kind == "after":
        hint = gettext("Only needed for a term in hours.")
    return Field(f"{key}-time", gettext("Time, in the Netherlands"), "time", time, hint, optional=True)


def _iso_day(text: str) -> str:
    """1-12-2026 is how people write it where the browser does not help."""
    found = _TYPED_DAY.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat() if found else text
    except ValueError:
        return text


def _iso_time(text: str) -> str:
    found = _TYPED_TIME.fullmatch(text)
    return f"{int(found[1]):02}:{found[2]}" if found else text


def _take_day(question: Question, key: str, text: str) -> bool:
    try:
        value = read_moment(text)
    except LawError as error:
        question.blame(key, words.refusal(error) if text else gettext("Fill in the day."))
        return False
    if isinstance(value, datetime) or not FIRST_YEAR <= value.year <= LAST_YEAR:
        years = {"first": FIRST_YEAR, "last": LAST_YEAR}
        question.blame(key, gettext("Fill in a day from %(first)s up to and including %(last)s.") % years)
        return False
    question.facts[key] = value
    question.query[key] = text
    return True


def _time_right(question: Question, key: str, time: str) -> bool:
    if not time or _is_time(time):
        return True
    question.blame(f"{key}-time", gettext("Fill in a time, such as 9:30 or 14:00."))
    return False


def _is_time(text: str) -> bool:
    found = _TYPED_TIME.fullmatch(text)
    return found is not None and int(found[1]) < 24 and int(found[2]) < 60


def _take_time(question: Question, key: str, text: str, offset: str) -> None:
    name = f"{key}-time"
    try:
        value = read_moment(text)
    except LawError as error:
        if error.code == "time-exists-twice":
            _take_one_of_two(question, key, error, offset)
        else:
            question.blame(name, words.refusal(error))
        return
    question.facts[key] = value
    question.query[name] = text.partition("T")[2]


def _take_one_of_two(question: Question, key: str, error: LawError, offset: str) -> None:
    """The hour that comes twice in October: ask which, once it is known that it does."""
    both = {time[-6:]: time for time in (str(error.params["early"]), str(error.params["late"]))}
    labels = (gettext("The first: summer time"), gettext("The second: winter time"))
    options = tuple(
        Option(value, label, checked=value == offset) for value, label in zip(both, labels, strict=True)
    )
    wrong = "" if offset in both else words.refusal(error)
    name = f"{key}-offset"
    question.fields.append(
        Field(name, gettext("Which of the two hours?"), "radio", offset, error=wrong, options=options)
    )
    if offset in both:
        question.facts[key] = datetime.fromisoformat(both[offset]).astimezone(AMSTERDAM)
        question.query |= {f"{key}-time": both[offset][11:16], name: offset}


def _read_length(question: Question, key: str, query: Query) -> None:
    """Read a number and a unit, or both in one as `zegel law term` takes them: 4w."""
    number, unit = _typed(query, key), _typed(query, f"{key}-unit")
    if whole := _LENGTH.fullmatch(number):
        number, unit = whole[1], whole[2]
    chosen = unit if unit in _UNITS else "w"
    options = tuple(Option(value, gettext(label), value == chosen) for value, label in _UNITS.items())
    question.fields += [
        Field(key, gettext("Length of the term"), "number", number),
        Field(f"{key}-unit", gettext("Counted in"), "select", chosen, options=options),
    ]
    if not question.asked:
        return
    if not _NUMBER.fullmatch(number) or (unit and unit not in _UNITS):
        question.blame(key, gettext("Fill in a whole number from 1 up to and including 999."))
        return
    question.facts[key] = f"{number}{chosen}"
    question.query |= {key: number, f"{key}-unit": chosen}


def _read_choice(question: Question, choice: Choice, query: Query) -> None:
    given = _typed(query, choice.key)
    usual = next(iter(choice.options))
    known = given in choice.options
    chosen = given if known else usual
    options = tuple(
        Option(value, capfirst(gettext(label)), value == chosen and (known or not given))
        for value, label in choice.options.items()
    )
    wrong = "" if known or not given else gettext("Choose one of these.")
    label = capfirst(gettext(choice.label))
    question.fields.append(Field(choice.key, label, "radio", chosen, error=wrong, options=options))
    question.choices[choice.key] = chosen
    if question.asked:
        question.query[choice.key] = chosen


def _read_settings(question: Question, query: Query) -> None:
    """A reading that does not exist is said, not passed over: the link promised another answer."""
    chosen = {code: _typed(query, code) for code in INTERPRETATIONS if code in query}
    try:
        check_settings(chosen)
    except LawError as error:
        question.problems.append(words.refusal(error))
        return
    for code, setting in chosen.items():
        if setting != INTERPRETATIONS[code].default:
            question.settings[code] = setting
            question.query[code] = setting
