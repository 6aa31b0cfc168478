"""The facts of one question, read and typed before any counting starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from zegel.law.terms.lengths import Length
from zegel.law.terms.moments import day_of

Value = date | datetime | Length | str


@dataclass(frozen=True, slots=True)
class Given:
    """Facts by key; the accessors say which type the table promised."""

    facts: Mapping[str, Value]

    def __contains__(self, key: str) -> bool:
        """Say whether a fact was given."""
        return key in self.facts

    def day(self, key: str) -> date:
        """Give a fact as a Dutch legal day."""
        value = self.facts[key]
        assert isinstance(value, date)
        return day_of(value)

    def moment(self, key: str) -> datetime:
        """Give a fact as a moment on the Dutch clock."""
        value = self.facts[key]
        assert isinstance(value, datetime)
        return value

    def length(self, key: str) -> Length:
        """Give a fact as a length of time."""
        value = self.facts[key]
        assert isinstance(value, Length)
        return value

    def choice(self, key: str) -> str:
        """Give the option chosen."""
        return str(self.facts[key])
