"""The stories of the demo: who quarrels about what, and how far their case has come (`stories/*.toml`)."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any, Final

AMSTERDAM: Final = "kortgeding@rechtbank-amsterdam.example"
FAMILY: Final = "familie@rechtbank-amsterdam.example"
ROTTERDAM: Final = "vzr@rechtbank-rotterdam.example"
COURTS: Final[Mapping[str, tuple[str, str]]] = {
    AMSTERDAM: ("amsterdam", "Amsterdam"),
    FAMILY: ("amsterdam", "Amsterdam"),
    ROTTERDAM: ("rotterdam", "Rotterdam"),
}
"""The court and the location of each team, by its address."""
_TEAMS: Final = {"amsterdam": AMSTERDAM, "familie": FAMILY, "rotterdam": ROTTERDAM}
_LEGAL: Final = (
    *("B.V.", "N.V.", "V.O.F.", "C.V.", "U.A.", "h.o.d.n.", "Stichting", "Vereniging", "Gemeente", "Waterschap", "Maatschap"),
    *("Gemeenschappelijke Regeling", "Sportvereniging", "Zorggroep", "Theatergroep", "Café", "Boekhandel", "Imkerij", "Fietsenmakerij"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outsider:
    """A lawyer without a mailbox in the demo: who acts with them reads on paper."""

    name: str
    office: str
    number: str


OUTSIDE: Final[Mapping[str, Outsider]] = {
    "visser": Outsider("mr. T.J. Visser", "Visser Van der Ploeg Advocaten", "B20011"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """A party: names, and who acts for it: `Person.ref`, a key of `OUTSIDE`, or empty for who comes in person."""

    role: str
    name: str
    short: str
    by: str
    town: str

    @property
    def kind(self) -> str:
        """A legal person, or one of flesh and blood."""
        return "legal" if any(word in self.name for word in _LEGAL) else "person"

    @property
    def reads(self) -> bool:
        """Whether it reads its case digitally: by a lawyer who has a mailbox in the demo."""
        return bool(self.by) and self.by not in OUTSIDE


type Paper = tuple[str, str]
"""Name and text of a document."""


@dataclass(frozen=True, slots=True)
class Story:
    """A case of the demo. `course` is what happens after the application (`steps.STEPS`); `oral` who applied by telephone; `slot` its
    place in the row of hearings, `today` that among those of its court on the day itself."""

    key: str
    team: str
    matter: str
    sides: tuple[Side, ...]
    joins: Side | None
    claim: str
    urgency: str
    very_urgent: bool
    oral: str
    facts: tuple[str, ...]
    exhibits: tuple[Paper, ...]
    answer: tuple[Paper, ...]
    judgment: tuple[str, ...]
    course: tuple[str, ...]
    few: tuple[str, ...] | None
    first: bool
    slot: int = 0
    today: int = 0

    @property
    def place(self) -> dict[str, str]:
        """Where it is: court, location and matter."""
        court, location = COURTS[self.team]
        return {"court": court, "location": location, "matter": self.matter}

    def side(self, role: str) -> Side:
        """The first party with a role."""
        return next(side for side in self.sides if side.role == role)


def stories() -> list[Story]:
    """All of them in the order in which they are told: first what people see first, then of both courts in turn."""
    folder = files(__package__) / "stories"
    told = [
        [_story(row, court) for row in tomllib.loads((folder / f"{court}.toml").read_text())["story"]]
        for court in ("amsterdam", "rotterdam")
    ]
    rows = [
        (not story.first, number, court, story)
        for court, rows in enumerate(told)
        for number, story in enumerate(rows)
    ]
    ordered = [story for *_order, story in sorted(rows, key=lambda row: row[:3])]
    return _placed(ordered)


def few_stories() -> list[Story]:
    """The handful that a court of tests has, each with its shorter course."""
    rows = [story for story in stories() if story.few is not None and story.team == AMSTERDAM]
    return _placed([replace(story, course=story.few or ()) for story in rows])


def _placed(rows: list[Story]) -> list[Story]:
    """Each with its place in the row of hearings, and in that of today at its court."""
    heard, placed = Counter[str](), []
    for slot, story in enumerate(rows):
        court = story.place["court"]
        placed.append(replace(story, slot=slot, today=heard[court]))
        heard[court] += "day today" in story.course
    return placed


def _story(row: Mapping[str, Any], court: str) -> Story:
    sides = [
        *(_side("claimant", told) for told in row["claimants"]),
        *(_side("defendant", told) for told in row["defendants"]),
    ]
    return Story(
        key=row["key"],
        team=_TEAMS[row.get("team", court)],
        matter=row.get("matter", "handel"),
        sides=tuple(sides),
        joins=_side("joined", row["joins"]) if "joins" in row else None,
        claim=row["claim"],
        urgency=row.get("urgency", ""),
        very_urgent=row.get("very_urgent", False),
        oral=row.get("oral", ""),
        facts=tuple(row["facts"]),
        exhibits=tuple((name, text) for name, text in row["exhibits"]),
        answer=tuple((name, text) for name, text in row.get("answer", ())),
        judgment=tuple(row.get("judgment", ())),
        course=tuple(row["course"]),
        few=tuple(row["few"]) if "few" in row else None,
        first=row.get("first", False),
    )


def _side(role: str, told: list[str]) -> Side:
    name, short, by, town = told
    return Side(role, name, short, by, town)
