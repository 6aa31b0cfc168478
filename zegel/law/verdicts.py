"""How a rule words its answer: four kinds of decision, and a value that carries its article.

Reasons are English message ids; parameters are named in braces. Places are articles of the regulation
("3.12") unless a whole `Article` is given.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from zegel.law.decisions import Decision, Override, frozen
from zegel.law.interpretations import Reading
from zegel.law.sources import PR, Article, article
from zegel.law.texts import fill, kept

type Place = str | Article


def passed(rule: str, reason: str, /, *places: Place, **params: object) -> Decision:
    """Answer that the rule is met."""
    return Decision(True, reason, _cited(places), "computed", params=params, rule=rule)


def refused(
    rule: str, reason: str, *places: Place, override: Override = "judge", **params: object
) -> Decision:
    """Answer that the act stops here, unless somebody entitled decides otherwise."""
    return Decision(False, reason, _cited(places), "hard", override, params, rule)


def warned(
    rule: str, reason: str, *places: Place, override: Override = "clerk", **params: object
) -> Decision:
    """Answer that something is not as it should be, and that the act may go on."""
    return Decision(False, reason, _cited(places), "warning", override, params, rule)


def for_judge(rule: str, reason: str, /, *places: Place, **params: object) -> Decision:
    """Answer that a judge has to decide, and that the decision must be recorded."""
    return Decision(False, reason, _cited(places), "discretion", "judge", params, rule)


def left_to_judge(rule: str, reason: str, /, *places: Place, **params: object) -> Decision:
    """Answer that the act may go on, and that a judge may still attach a consequence to it."""
    return Decision(True, reason, _cited(places), "discretion", "judge", params, rule)


@dataclass(frozen=True, slots=True)
class Answer[T]:
    """A value computed by a rule, with the words and the article it stands on."""

    value: T
    reason: str
    articles: tuple[Article, ...]
    rule: str
    params: Mapping[str, object] = field(default_factory=dict)
    readings: tuple[Reading[Any], ...] = ()

    def __post_init__(self) -> None:
        """Keep the parameters from changing."""
        object.__setattr__(self, "params", frozen(self.params))

    def text(self) -> str:
        """Give the reason in English with its parameters filled in."""
        return fill(self.reason, self.params)


def answer[T](rule: str, value: T, reason: str, /, *places: Place, **params: object) -> Answer[T]:
    """Answer with a value."""
    return Answer(value, reason, _cited(places), rule, params)


def read_as[T](found: Answer[T], reading: Reading[Any]) -> Answer[T]:
    """Say which open interpretation an answer hangs on."""
    return replace(found, readings=(*found.readings, reading))


def record_of(said: Decision | Answer[Any]) -> dict[str, Any]:
    """Give what the law said as plain JSON, to be kept with an act and said again in any language."""
    return {
        "rule": said.rule,
        "reason": said.reason,
        "params": kept(said.params),
        "articles": [str(article) for article in said.articles],
    }


def not_later(rule: str, late: Decision, moment: datetime, latest: datetime) -> Decision:
    """Compare a moment with the last one allowed, which itself is in time; both must know their offset."""
    if moment.tzinfo is None or latest.tzinfo is None:
        raise ValueError("moments of law carry their offset")
    if moment <= latest:
        return Decision(True, "in time", late.articles, "computed", rule=rule)
    return late


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the traceability page: what stands where, and how it is kept.

    `how` is "enforced" (a decision that stops or warns), "computed" (a value or a duty that follows) or "human"
    (a person decides; `by` then says where that is recorded). `by` is otherwise the function, or its dotted name
    where it lives outside the rules. `about` is the word a caller must say for this row, where one function keeps
    several: the event of a duty.

    Where no door can call it, a row says what does it instead. `done_by` is the dotted name of the verb that fulfils a duty in the very
    act that brings it, so that nobody is ever asked to. `browser` is `file:function` of its twin in the scripts, for what only who writes
    or reads can decide: the server never opens a text or a name. `nowhere` says why nobody can act on it in this system at all.
    """

    rule: str
    place: str
    how: Literal["enforced", "computed", "human"]
    by: Callable[..., Any] | str
    screen: str
    about: str = ""
    done_by: str = ""
    browser: str = ""
    nowhere: str = ""


def _cited(places: tuple[Place, ...]) -> tuple[Article, ...]:
    return tuple(article(PR, place) if isinstance(place, str) else place for place in places)
