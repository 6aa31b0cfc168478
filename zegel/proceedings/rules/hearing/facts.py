"""The facts of an entry as they come and as they are kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID

from zegel.law.errors import LawError
from zegel.law.terms.moments import read_moment
from zegel.proceedings.errors import EntryRefused
from zegel.proceedings.rules.hearing.entries import Entry
from zegel.proceedings.rules.hearing.fields import FIELDS, Field, FieldKind
from zegel.proceedings.rules.hearing.shape import AtHearing

type Given = Mapping[str, bool | str | list[str]]
type Fact = bool | str | tuple[str, ...] | date | datetime | Decimal | UUID | tuple[UUID, ...]

_LARGEST: Final = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of an entry, read."""

    values: Mapping[str, Fact]

    def flag(self, name: str) -> bool:
        """Whether something was ticked, or answered with yes."""
        return self.values.get(name) in {True, "yes"}

    def text(self, name: str) -> str:
        """What was chosen; empty where nothing was."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    def many(self, name: str) -> tuple[Any, ...]:
        """All that was ticked."""
        value = self.values.get(name, ())
        return value if isinstance(value, tuple) else ()

    def day(self, name: str) -> date | None:
        """A day that was filled in."""
        value = self.values.get(name)
        return value if isinstance(value, date) and not isinstance(value, datetime) else None

    def moment(self, name: str) -> datetime | None:
        """A moment that was filled in, on a Dutch clock."""
        value = self.values.get(name)
        return value if isinstance(value, datetime) else None

    def euros(self, name: str) -> Decimal | None:
        """An amount that was filled in."""
        value = self.values.get(name)
        return value if isinstance(value, Decimal) else None

    @property
    def party(self) -> UUID | None:
        """The party the entry is about."""
        value = self.values.get("party")
        return value if isinstance(value, UUID) else None

    def kept(self) -> dict[str, Any]:
        """As they are kept: plain JSON, moments with their offset; the party stands beside them."""
        return {name: _plain(value) for name, value in self.values.items() if name != "party"}


def read(entry: Entry, given: Given, hearing: AtHearing) -> Facts:
    """The facts of an entry, only those it has, each in its own shape.

    Raises:
        EntryRefused: a fact is missing, is none of this entry's, or is nothing of the kind it should be.
    """
    fields = {field.name: field for field in FIELDS[entry]}
    for name in given:
        if name not in fields:
            raise EntryRefused(field=name)
    found = {name: _read(field, given.get(name), hearing) for name, field in fields.items()}
    facts = Facts({name: value for name, value in found.items() if value is not None})
    party = hearing.party(facts.party) if facts.party else None
    if entry == "grant default" and party and party.claims:
        raise EntryRefused(field="party")
    return facts


def _read(field: Field, given: bool | str | list[str] | None, hearing: AtHearing) -> Fact | None:
    if given in (None, "", False, []):
        if field.needed:
            raise EntryRefused(field=field.name)
        return None
    try:
        return _value(field, given, hearing)
    except (ValueError, InvalidOperation, LawError) as error:
        raise EntryRefused(field=field.name) from error


def _value(field: Field, given: Any, hearing: AtHearing) -> Fact:
    """The value of a field.

    Raises:
        ValueError, InvalidOperation or LawError: it is none.
    """
    shape, reader = _READERS[field.kind]
    if isinstance(given, shape):
        return reader(field, given, hearing)
    raise ValueError(field.name)


def _one_of(choices: tuple[str, ...], text: str) -> str:
    if text not in choices:
        raise ValueError(text)
    return text


def _party(text: str, hearing: AtHearing) -> UUID:
    key = UUID(text)
    if hearing.party(key) is None:
        raise ValueError(text)
    return key


def _within_reach(day: date) -> date:
    if not 1990 <= day.year <= 2200:
        raise ValueError(day)
    return day


def _moment(text: str) -> datetime:
    """A moment on the Dutch clock."""
    found = read_moment(text)
    if not isinstance(found, datetime):
        raise LawError("bad-date", "a day has no time")
    _within_reach(found.date())
    return found


def _amount(text: str) -> Decimal:
    """Euros with at most two decimals, as one types them: `25.000,50`, `25000.5` or `25000`."""
    plain = text.strip().removeprefix("€").strip().replace("\N{NO-BREAK SPACE}", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    amount = Decimal(plain)
    exponent = amount.as_tuple().exponent
    if not amount.is_finite() or not 0 <= amount < _LARGEST or not isinstance(exponent, int) or exponent < -2:
        raise ValueError(text)
    return amount


_READERS: Final[Mapping[FieldKind, tuple[type, Callable[[Field, Any, AtHearing], Fact]]]] = {
    "flag": (bool, lambda _field, given, _hearing: bool(given)),
    "choice": (str, lambda field, given, _hearing: _one_of(field.choices, given)),
    "many": (list, lambda field, given, _hearing: tuple(_one_of(field.choices, each) for each in given)),
    "party": (str, lambda _field, given, hearing: _party(given, hearing)),
    "parties": (list, lambda _field, given, hearing: tuple(_party(each, hearing) for each in given)),
    "day": (str, lambda _field, given, _hearing: _within_reach(date.fromisoformat(given))),
    "moment": (str, lambda _field, given, _hearing: _moment(given)),
    "euros": (str, lambda _field, given, _hearing: _amount(given)),
}


def _plain(value: Fact) -> Any:
    if isinstance(value, tuple):
        return [str(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool) else str(value)


def kept_moment(text: object) -> datetime | None:
    """A moment as facts keep it; None for what is none."""
    try:
        found = datetime.fromisoformat(str(text or ""))
    except ValueError:
        return None
    return found if found.tzinfo else None


def noted_moment(facts: Mapping[str, Any], at: datetime) -> datetime:
    """When an act was done by the clock of who did it, where it says so, and never later than it reached the court."""
    noted = kept_moment(facts.get("noted"))
    return min(noted, at) if noted else at
