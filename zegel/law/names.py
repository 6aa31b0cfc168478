"""The names by which courts and bodies of the law are known, so that nobody else is called by them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from zegel.law.courts import courts
from zegel.lib.lookalikes import nearly, skeleton, skeletons

# A word of so many letters is taken for another that differs by one.
_LONG = 8


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names as data/names.toml and the annexes have them, by their skeleton."""

    words: dict[str, str]
    short: frozenset[str]
    seats: frozenset[str]
    bodies: dict[str, str]
    courts: dict[str, str]


@cache
def known_names() -> KnownNames:
    """Everything that is known of courts' and bodies' names."""
    data = tomllib.loads((resources.files("zegel.law") / "data" / "names.toml").read_text("utf-8"))
    seats = {*data["seats"], *(place for court in courts() for place in court.locations)}
    seats |= {court.name.removeprefix("Rechtbank ") for court in courts()}
    return KnownNames(
        {skeleton(word): word for word in data["words"]},
        frozenset(map(skeleton, data["short"])),
        frozenset(map(skeleton, seats)),
        {skeleton(name): name for name in data["bodies"]},
        {skeleton(court.name): court.name for court in courts()},
    )


def court_in(name: str) -> str:
    """The court's name or word that a name shows to the eye: the court itself where it can be told; empty for none."""
    known, joined, words = known_names(), skeleton(name), skeletons(name)
    court = next((called for form, called in known.courts.items() if form in joined), "")
    if court:
        return court
    for form, word in known.words.items():
        if form in joined or (len(form) >= _LONG and any(nearly(word, form) for word in words)):
            return word
    shortened = bool(known.short & set(words)) or any(
        form in joined for form in known.short if len(form) >= _LONG
    )
    seat = next((seat for seat in known.seats if seat in joined), "")
    return name if shortened and seat else ""


def body_in(name: str) -> str:
    """The body of the law whose name stands in a name; empty for none."""
    joined = skeleton(name)
    return next((called for form, called in known_names().bodies.items() if form in joined), "")
