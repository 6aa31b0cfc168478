"""Counting with a pencil: each verb moves a date and writes down the step, the article and why.

Verbs here know the arithmetic of the Atw and of the regulation's units; which verb a rule needs is for
`rules`. Days are Dutch legal days, moments are on the Dutch clock.
"""

from datetime import date, datetime, timedelta

from zegel.law.calendar import Calendar, FreeDay
from zegel.law.interpretations import Settings, setting
from zegel.law.sources import ATW, PR, Article, article
from zegel.law.terms.lengths import Length
from zegel.law.terms.moments import AMSTERDAM, end_of, shift
from zegel.law.terms.reasoning import Caution, Step, Value
from zegel.law.texts import Phrase
from zegel.law.texts import gettext_noop as _

WORKING_DAY = article(PR, "1.2 s")
ONE_DAY = timedelta(days=1)
WEEKEND = Phrase(_("in the weekend"))


class Reckoning:
    """One computation under way: the steps so far, the readings asked for, the free days that mattered."""

    def __init__(self, calendar: Calendar, chosen: Settings) -> None:
        """Start with an empty page; `chosen` are settings of interpretations that differ from default."""
        self.calendar = calendar
        self.chosen = chosen
        self.steps: list[Step] = []
        self.asked: dict[str, str] = {}
        self.met: list[FreeDay] = []
        self.doubts: list[Caution] = []

    def setting(self, code: str) -> str:
        """Give the setting of an open interpretation and note that this result needed it."""
        self.asked[code] = setting(code, self.chosen)
        return self.asked[code]

    def step(
        self,
        text: str,
        where: Article,
        *,
        before: Value | None = None,
        after: Value | None = None,
        **params: object,
    ) -> None:
        """Write a step down."""
        self.steps.append(Step(text, where, params, before, after))

    def doubt(self, code: str, text: str) -> None:
        """Note something to check before relying on the result."""
        self.doubts.append(Caution(code, text))

    def count(self, day: date, length: Length, event: Phrase, where: Article) -> date:
        """Count a term forward from the day after an event; give its last day, not yet extended."""
        first, end = day + ONE_DAY, length.after(day)
        text = _("The day of {event} is not counted; the term starts on {first}.")
        self.step(text, where, before=day, after=first, event=event, first=first)
        text = _("A term of {length} ends on {end}.")
        self.step(text, where, before=first, after=end, length=length, end=end)
        return end

    def extend(self, end: date) -> date:
        """Extend a term that ends on a free day to the next ordinary day (art. 1(1) Atw)."""
        where = article(ATW, "1(1)")
        if self.calendar.is_ordinary(end):
            self.step(_("{end} is not free: no extension."), where, before=end, after=end, end=end)
            return end
        later = self.calendar.ordinary_after(end)
        self.step(
            _("{end} is {why}; the term is extended up to and including {later}."),
            where,
            before=end,
            after=later,
            end=end,
            why=self._why(end),
            later=later,
        )
        for number in range(1, (later - end).days):
            self._pass(end + number * ONE_DAY)
        return later

    def leave(self, end: date, why: str, where: Article) -> date:
        """Leave an end as it is and say why no extension applies."""
        self.step(why, where, before=end, after=end)
        return end

    def by_statute(self, day: date, end: date, length: Length) -> date:
        """Apply the Atw to a statutory term: art. 4 exclusions, then art. 2, then art. 1(1)."""
        if length.excluded:
            return self.leave(end, _("A term of this length falls outside the statute."), article(ATW, "4 a"))
        return self.extend(self._two_ordinary_days(day, end, length))

    def _two_ordinary_days(self, day: date, end: date, length: Length) -> date:
        count = self.calendar.ordinary_between(day + ONE_DAY, end)
        if count >= 2 or not length.at_least_three_days:
            return end
        later = self.calendar.ordinary_after(end, 2 - count)
        for number in range(1, (later - day).days):
            self._pass(day + number * ONE_DAY)
        text = _("A term of at least three days must hold two ordinary days; this one ends on {later}.")
        self.step(text, article(ATW, "2"), before=end, after=later, later=later)
        return later

    def working_days_before(self, day: date, number: int, event: Phrase) -> date:
        """Count working days back from an event; its own day is not counted and nothing is extended."""
        found = self.calendar.ordinary_before(day, number)
        for back in range(1, (day - found).days):
            self._pass(day - back * ONE_DAY)
        self.step(
            _(
                "Counted back from {event} on {day}, day not included, working day number {number} is {found}."
            ),
            WORKING_DAY,
            before=day,
            after=found,
            event=event,
            day=day,
            number=number,
            found=found,
        )
        text = _("A term counted back from an event is not moved when it ends on a free day.")
        return self.leave(found, text, article(ATW, "1(2)"))

    def same_time(self, day: date, moment: datetime, where: Article) -> datetime:
        """Give the same time on the Dutch clock on another day, which must be a working day.

        The clock only changes on Sundays, so on a working day that time exists exactly once.
        """
        found = datetime.combine(day, moment.time().replace(fold=0), AMSTERDAM)
        text = _("The same time on the clock on that day is {found}.")
        self.step(text, where, before=moment, after=found, found=found)
        return found

    def elapsed(self, moment: datetime, hours: int, where: Article) -> datetime:
        """Move by elapsed hours, over Sundays, holidays and changes of the clock alike (art. 4 a Atw)."""
        found = shift(moment, hours)
        if hours < 0:
            text = _("{hours} elapsed hours before {moment} is {found}.")
        else:
            text = _("{hours} elapsed hours after {moment} is {found}.")
        self.step(text, where, before=moment, after=found, hours=abs(hours), moment=moment, found=found)
        if found.utcoffset() != moment.utcoffset():
            text = _("The clock changes in between, so the time on the clock differs by an hour.")
            self.step(text, where, before=found, after=found)
        text = _("A term in hours runs over free days and is never extended.")
        self.step(text, article(ATW, "4 a"), before=found, after=found)
        return found

    def end_of_day(self, day: date, channel: str) -> datetime | None:
        """Give the moment the last day ends for a channel, or nothing where no text fixes an hour."""
        where = article(PR, "3.16")
        if channel == "paper":
            text = _(
                "On paper the last day ends with the opening hours of the court; no text here fixes them."
            )
            self.step(text, where, before=day, after=day)
            return None
        if channel == "digital" and self.setting("I-4") == "office-hours":
            return None
        text = _("Received before 24:00 on the last day is in time.")
        self.step(text, where, before=day, after=end_of(day))
        return end_of(day)

    def _pass(self, day: date) -> None:
        """Write down a day of art. 3 that was passed over; weekends speak for themselves."""
        free = self.calendar.free_day(day)
        if free is not None:
            self.met.append(free)
            text = _("{day} is {why} and does not count.")
            self.step(text, free.basis, before=day, after=day, day=day, why=free)

    def _why(self, day: date) -> FreeDay | Phrase:
        free = self.calendar.free_day(day)
        if free is None:
            return WEEKEND
        self.met.append(free)
        return free
