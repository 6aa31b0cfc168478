"""The eleven courts and what the annexes of the regulation say about each, by day, matter and location.

The data are `data/courts/*.toml`, one file a court, every row dated. An answer carries the article it comes
from. Nothing is known before a row's first day: the annexes of the second version were not available.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from importlib import resources
from typing import Any, Literal

from zegel.law.decisions import Decision
from zegel.law.numbers import CaseNumber
from zegel.law.sources import PR, Article, article

Matter = Literal["familie", "handel", "kanton"]
MATTERS: tuple[Matter, ...] = ("familie", "handel", "kanton")
DigitalActor = Literal["lawyer", "authorised representative", "claimant in person", "defendant in person"]


class UnknownCourtError(LookupError):
    """There is no court, or no location of this court, of that name."""


class LocationNeededError(LookupError):
    """The annex says something else for each location of this court: say which one is meant.

    `locations` are those to choose from.
    """

    def __init__(self, court: str, locations: tuple[str, ...]) -> None:
        """Keep the locations for the door that asks."""
        self.locations = locations
        super().__init__(f"{court}: {', '.join(locations)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where and when a row of an annex holds. No matters or locations named means all of them."""

    matters: frozenset[str]
    locations: tuple[str, ...]
    valid_from: date
    valid_until: date | None
    source: Article

    def holds(self, matter: Matter, location: str, on: date) -> bool:
        """Say whether the row holds for this matter and location on this day (the last day included)."""
        return (
            (not self.matters or matter in self.matters)
            and (not self.locations or location in self.locations)
            and self.valid_from <= on
            and (self.valid_until is None or on <= self.valid_until)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Piket(Scope):
    """Annex I: who answers when a case cannot wait until the office opens (art. 2.1)."""

    telephone: tuple[str, ...] = ()
    who: str = ""
    hours: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee(Scope):
    """Annex II: the line to which pieces and messages are addressed (art. 3.8)."""

    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration(Scope):
    """Annex III: usual minutes of a hearing, least and most; `per_case` where the court decides each time."""

    minutes: tuple[int, ...] = ()
    per_case: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pronouncement(Scope):
    """Annex IV: the usual time of day of a judgment (art. 12.2). No court has a fixed weekday."""

    time: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Information(Scope):
    """Annex V: the telephone number where the outcome may be asked (art. 12.7)."""

    telephone: str
    hours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digital(Scope):
    """Annex VII: who may, voluntarily, litigate digitally, from which day (art. 1.4)."""

    who: DigitalActor


@dataclass(frozen=True, slots=True)
class Court:
    """One court and its rows of the annexes; `codes` are its case-number codes with where each was seen in print."""

    slug: str
    name: str
    locations: tuple[str, ...]
    codes: Mapping[str, str]
    piket: tuple[Piket, ...]
    addressee: tuple[Addressee, ...]
    duration: tuple[Duration, ...]
    pronouncement: tuple[Pronouncement, ...]
    information: tuple[Information, ...]
    digital: tuple[Digital, ...]


@cache
def courts() -> tuple[Court, ...]:
    """Give all courts in alphabetical order."""
    folder = resources.files("zegel.law") / "data" / "courts"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(_court(f.name.removesuffix(".toml"), tomllib.loads(f.read_text("utf-8"))) for f in files)


def court(slug: str) -> Court:
    """Give the court with this slug, such as "den-haag"; refuses an unknown one."""
    for candidate in courts():
        if candidate.slug == slug:
            return candidate
    raise UnknownCourtError(slug)


def court_at(location: str) -> Court:
    """Give the court that sits at this location; refuses a place the annexes do not name."""
    for candidate in courts():
        if location in candidate.locations:
            return candidate
    raise UnknownCourtError(location)


def court_of(number: CaseNumber) -> Court | None:
    """Give the court whose code the case number carries; nothing for a code not known."""
    return next((c for c in courts() if number.court_code in c.codes), None)


def locations_for(court: Court, matter: Matter, on: date) -> tuple[str, ...]:
    """Give the locations where annex II names an addressee for this matter; all of them where it names none."""
    handled = tuple(
        place for place in court.locations if any(row.holds(matter, place, on) for row in court.addressee)
    )
    return handled or court.locations


def piket(court: Court, matter: Matter, on: date) -> Piket | None:
    """Say whom to call outside office hours; nothing where the court has no arrangement for this matter."""
    return _first(court, court.piket, matter, None, on)


def addressee(court: Court, matter: Matter, on: date, location: str | None = None) -> str | None:
    """Give the address line of annex II; nothing where this matter is not handled at the location.

    Raises LocationNeededError where the court's locations differ and none is named.
    """
    row = _first(court, court.addressee, matter, location, on)
    if row is None:
        return None
    places = (location,) if location else locations_for(court, matter, on)
    lines = {row.line.format(location=place) for place in places}
    if len(lines) > 1:
        raise LocationNeededError(court.name, places)
    return lines.pop()


def duration(court: Court, matter: Matter, on: date, location: str | None = None) -> Duration | None:
    """Give the usual duration of a hearing; a range or `per_case` needs a choice by a person.

    Raises LocationNeededError where the court's locations differ and none is named.
    """
    return _first(court, court.duration, matter, location, on)


def pronouncement(court: Court, matter: Matter, on: date, location: str | None = None) -> time | None:
    """Give the usual time of day of a judgment; nothing where the court has none.

    Raises LocationNeededError where the court's locations differ and none is named.
    """
    row = _first(court, court.pronouncement, matter, location, on)
    return row.time if row else None


def information(court: Court, matter: Matter, on: date, location: str | None = None) -> Information | None:
    """Give the number to ask for the outcome; nothing where the court gives none by telephone.

    Raises LocationNeededError where the court's locations differ and none is named.
    """
    return _first(court, court.information, matter, location, on)


def may_litigate_digitally(court: Court, matter: Matter, who: DigitalActor, on: date) -> Decision:
    """Decide by art. 1.4 and annex VII whether this person may file digitally at this court on this day."""
    cited = (article(PR, "1.4"), article(PR, "VII"))
    rows = [row for row in court.digital if row.who == who and matter in row.matters]
    if any(row.holds(matter, place, on) for row in rows for place in court.locations):
        return Decision(True, "may litigate digitally, voluntarily", cited, "computed", rule="1.4-a")
    if rows:
        first = {"from": min(row.valid_from for row in rows)}
        return Decision(
            False, "digital filing is possible here only from {from}", cited, params=first, rule="1.4-a"
        )
    reason = (
        "annex VII does not open digital filing for this person in this matter: use paper or Veilig Mailen"
    )
    return Decision(False, reason, cited, rule="1.4-a")


def _first[S: Scope](
    court: Court, rows: Iterable[S], matter: Matter, location: str | None, on: date
) -> S | None:
    """Find the row that holds: at a location, or without one the row that all locations share.

    Raises UnknownCourtError for a place where this court does not sit, LocationNeededError where they do not share one.
    """
    if location is not None and location not in court.locations:
        raise UnknownCourtError(f"{court.name}: {location}")
    places = (location,) if location else locations_for(court, matter, on)
    kept = tuple(rows)
    found = [next((row for row in kept if row.holds(matter, place, on)), None) for place in places]
    if any(row != found[0] for row in found):
        raise LocationNeededError(court.name, places)
    return found[0]


_ANNEX = {
    "piket": "I",
    "addressee": "II",
    "duration": "III",
    "pronouncement": "IV",
    "information": "V",
    "digital": "VII",
}


def _court(slug: str, data: dict[str, Any]) -> Court:
    def rows[S: Scope](table: str, kind: type[S]) -> tuple[S, ...]:
        return tuple(kind(**_row(table, row, data["valid_from"])) for row in data.get(table, ()))

    return Court(
        slug,
        data["name"],
        tuple(data["locations"]),
        data["codes"],
        rows("piket", Piket),
        rows("addressee", Addressee),
        rows("duration", Duration),
        rows("pronouncement", Pronouncement),
        rows("information", Information),
        rows("digital", Digital),
    )


def _row(table: str, row: dict[str, Any], valid_from: date) -> dict[str, Any]:
    scope = {
        "matters": frozenset(row.get("matters", ())),
        "locations": tuple(row.get("locations", ())),
        "valid_from": row.get("valid_from", valid_from),
        "valid_until": row.get("valid_until"),
        "source": article(PR, _ANNEX[table]),
    }
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return values | scope
