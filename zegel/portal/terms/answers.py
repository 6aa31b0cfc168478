"""The answers to a question, in words: every date with its steps, articles, readings and what to check."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from zegel.law.errors import LawError
from zegel.law.sources import Instrument
from zegel.law.terms import Caution, Reading, Result, compute
from zegel.law.terms.table import Rule
from zegel.portal.shared import law_words as words
from zegel.portal.shared.law_words import Citation, Line, citation_of, line_of
from zegel.portal.terms.question import Question

MEANINGS = {
    "latest": _("At the latest"),
    "earliest": _("At the earliest"),
    "oldest": _("Not older than"),
    "window": _("Up to and including"),
    "proposal": _("Proposal"),
}
Link = Callable[[dict[str, str]], str]


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to read a text: in words, what it gives, and the address of the page that uses it."""

    text: str
    when: str
    href: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """An open question of law: how it was read here, and how else it can be read."""

    code: str
    question: str
    used: Setting
    others: tuple[Setting, ...]

    @property
    def differs(self) -> bool:
        """Whether another reading gives another date."""
        return any(other.differs for other in self.others)


@dataclass(frozen=True, slots=True)
class Answer:
    """One date."""

    rule: str
    title: str
    meaning: str
    value: date | datetime
    since: date | None
    note: str
    steps: tuple[Line, ...]
    views: tuple[View, ...]
    cautions: tuple[str, ...]
    citations: tuple[Citation, ...]

    @property
    def key(self) -> str:
        """For an id on the page."""
        return self.rule.replace(".", "-")

    @property
    def when(self) -> str:
        """The date in words, with its weekday."""
        return words.localise(self.value)

    @property
    def iso(self) -> str:
        """The date for a machine."""
        return self.value.isoformat()

    @property
    def disputed(self) -> tuple[View, ...]:
        """The open questions on which this date hangs."""
        return tuple(view for view in self.views if view.differs)

    @property
    def settled(self) -> tuple[View, ...]:
        """The open questions that make no difference to this date."""
        return tuple(view for view in self.views if not view.differs)


@dataclass(frozen=True, slots=True)
class Answers:
    """All dates in order, what to check for all of them, and what still needs the time."""

    dates: tuple[Answer, ...]
    cautions: tuple[str, ...]
    waiting: tuple[str, ...]
    sources: tuple[Instrument, ...]


def answer(question: Question, link: Link) -> Answers | None:
    """Reckon every term of a question that is ready; nothing when one refuses, and then its field says why."""
    rules, waiting = _with_time(question)
    results = []
    for rule in rules:
        try:
            results.append(compute(rule.name, _facts(rule, question), question.settings))
        except LawError as error:
            _blame(question, error)
            return None
    results.sort(key=lambda result: (result.day, not isinstance(result.value, datetime), str(result.value)))
    common = [caution for caution in _first(results) if all(caution in r.cautions for r in results)]
    return Answers(
        tuple(_answer(result, question, link, common) for result in results),
        _said(common),
        tuple(gettext(rule.title) for rule in waiting),
        tuple(dict.fromkeys(article.instrument for result in results for article in result.articles)),
    )


def _with_time(question: Question) -> tuple[list[Rule], list[Rule]]:
    """Those that can be reckoned, and those that wait until the time of the hearing is filled in."""
    waiting = [
        rule
        for rule in question.event.rules
        if any(
            fact.kind == "moment" and not isinstance(question.facts[fact.key], datetime)
            for fact in rule.facts
        )
    ]
    return [rule for rule in question.event.rules if rule not in waiting], waiting


def _facts(rule: Rule, question: Question) -> dict[str, str | date | datetime]:
    facts = {fact.key: question.facts[fact.key] for fact in rule.facts if fact.key in question.facts}
    return {**facts, **{choice.key: question.choices[choice.key] for choice in rule.choices}}


def _blame(question: Question, error: LawError) -> None:
    """A refusal goes to the field that can mend it; most often the first."""
    first, last = question.event.facts[0], question.event.facts[-1]
    name = {
        "time-needed": f"{first}-time",
        "outage-not-on-last-day": last,
        "sending-does-not-count": "sent",
        "missing-fact": str(error.params.get("key", first)),
    }.get(error.code, first)
    question.blame(name, words.refusal(error))


def _first(results: Sequence[Result]) -> tuple[Caution, ...]:
    return results[0].cautions if results else ()


def _answer(result: Result, question: Question, link: Link, common: Sequence[Caution]) -> Answer:
    rule = next(rule for rule in question.event.rules if rule.name == result.rule)
    return Answer(
        rule=result.rule,
        title=gettext(rule.title),
        meaning=gettext(MEANINGS[result.meaning]),
        value=result.value,
        since=result.since,
        note=_note(result),
        steps=tuple(line_of(step) for step in result.steps),
        views=tuple(_view(reading, result, question, link) for reading in result.readings),
        cautions=_said(caution for caution in result.cautions if caution not in common),
        citations=tuple(citation_of(article) for article in rule.articles),
    )


def _note(result: Result) -> str:
    """What a last day is worth: until which hour it counts."""
    if result.meaning != "latest" or isinstance(result.value, datetime):
        return ""
    if result.until:
        return gettext("This day counts until midnight (24:00).")
    return gettext("The rules do not say until what time on this day. Ask the registry of the court.")


def _view(reading: Reading[date | datetime], result: Result, question: Question, link: Link) -> View:
    def setting(name: str, text: str, value: date | datetime, until: datetime | None) -> Setting:
        href = link(question.with_setting(reading.code, name))
        differs = (value, until) != (result.value, result.until)
        return Setting(gettext(text), words.localise(value), href, differs)

    used = setting(reading.setting, reading.text, result.value, result.until)
    others = tuple(setting(other.setting, other.text, other.value, other.until) for other in reading.others)
    return View(reading.code, gettext(reading.question), used, others)


def _said(cautions: Iterable[Caution]) -> tuple[str, ...]:
    return tuple(words.sentence(caution.text, caution.params) for caution in cautions)
