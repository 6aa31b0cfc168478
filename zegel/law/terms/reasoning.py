"""What a term computation gives back: no naked date, but value, steps, articles, readings and cautions.

These values are stored in evidence and sent over the API: fields may be added with a default, never
renamed or given another meaning.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from zegel.law.decisions import Decision
from zegel.law.interpretations import Reading
from zegel.law.sources import PR, Article, article
from zegel.law.terms.moments import day_of, end_of, on_dutch_clock
from zegel.law.texts import NO_PARAMS, Params, fill, gettext_noop

Value = date | datetime
Meaning = Literal["latest", "earliest", "oldest", "window", "proposal"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reckoning: a template with parameters, its article, and the value before and after."""

    text: str
    article: Article
    params: Params = NO_PARAMS
    before: Value | None = None
    after: Value | None = None

    def __str__(self) -> str:
        """Give the step in English."""
        return fill(self.text, self.params)


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to check before relying on the result; `code` is stable."""

    code: str
    text: str
    params: Params = NO_PARAMS

    def __str__(self) -> str:
        """Give the caution in English."""
        return fill(self.text, self.params)


@dataclass(frozen=True, slots=True)
class Result:
    """A legal date or moment with everything needed to check it.

    `meaning` says what `value` is: the "latest" or "earliest" moment, the "oldest" date a paper may bear,
    the last day of a "window", or a "proposal" on which the judge decides. A `date` value ends at `until`,
    24:00 Dutch time, exclusive, or at a closing hour nobody knows here (`until` is None); a `datetime`
    value is the last moment itself.
    """

    rule: str
    value: Value
    meaning: Meaning
    steps: tuple[Step, ...]
    readings: tuple[Reading[Value], ...]
    articles: tuple[Article, ...]
    cautions: tuple[Caution, ...] = ()
    until: datetime | None = None
    since: date | None = None
    complete: bool = True

    def in_time(self, received: datetime) -> Decision:
        """Decide whether something received at a moment met this latest date.

        Before 24:00 of the last day is in time, 24:00 itself is not (PR 3.16); on the last moment itself
        is in time ("uiterlijk"). Late is no rejection: the judge attaches the fitting consequence (PR 1.11).
        Raises ValueError when the result is no latest date or has no known closing hour.
        """
        if self.meaning != "latest" or (self.until is None and not isinstance(self.value, datetime)):
            raise ValueError("only a latest date with a known end can be met")
        moment = on_dutch_clock(received)
        if isinstance(self.value, datetime):
            met = moment <= self.value
        else:
            met = self.until is not None and moment < self.until
        text = gettext_noop("In time: received on {received}, the last day is {last}.")
        late = gettext_noop("Too late: received on {received}, the last day was {last}.")
        return Decision(
            met,
            text if met else late,
            (*self.articles, article(PR, "1.11")),
            severity="warning",
            params={"received": moment, "last": self.value},
            rule=self.rule,
        )

    @property
    def last_moment(self) -> datetime:
        """Give the last moment that is in time: the value itself, or the last one of its day before 24:00 (PR 3.16)."""
        if isinstance(self.value, datetime):
            return self.value
        return (self.until or end_of(self.value)) - datetime.resolution

    @property
    def day(self) -> date:
        """Give the legal day of the result."""
        return day_of(self.value)
