"""The hearings of a day as lists: for the court itself, for the press, and for the door of the court (10.8, 14.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zegel.casefile.queries import PartyNow
from zegel.law.case_states import State
from zegel.law.courts import court
from zegel.law.rules.chapter_10 import open_to_public
from zegel.law.rules.closing_chapters import on_press_list
from zegel.portal.shared.case_words import MATTER_WORDS, STATE_WORDS, words_for
from zegel.proceedings.queries.hearings import OnDay
from zegel.proceedings.rules.hearing.shape import matter_named

LISTS: Final[Mapping[str, Any]] = {
    "court": gettext_lazy("For the court"),
    "press": gettext_lazy("For the press"),
    "public": gettext_lazy("For the public"),
}
OFF: Final[frozenset[State]] = frozenset({"withdrawn", "struck out"})


@dataclass(frozen=True, slots=True)
class Line:
    """A case of the day. `parties` is empty where a list names nobody; `href` leads to its sheet, for the court alone."""

    planned: datetime | None
    began: datetime | None
    parties: str
    numbers: str
    matter: str
    where: str
    room: str
    state: str
    closed: bool
    href: str


def lines(rows: Iterable[OnDay], kind: str) -> list[Line]:
    """The lines of a list. The public and the press see no family case and nobody's name in a case behind closed doors."""
    return [line for row in rows if (line := _line(row, kind)) is not None]


def _line(row: OnDay, kind: str) -> Line | None:
    case = row.case
    matter = matter_named(case.matter)
    closed = case.closed_doors or not open_to_public(matter).value
    internal = kind == "court"
    if not internal:
        shown = on_press_list(family=matter == "familie", accredited=kind == "press").value
        if shown == "none" or case.state in OFF:
            return None
    named = _named(row.parties, kind) if internal or not closed else _("Behind closed doors")
    return Line(
        planned=row.planned,
        began=row.began,
        parties=named,
        numbers=f"{case.number} · {case.summary_number}",
        matter=words_for(MATTER_WORDS, case.matter),
        where=f"{court(case.court).name}, {case.location}",
        room=row.room,
        state=words_for(STATE_WORDS, case.state) if internal else "",
        closed=closed,
        href=reverse("hearing-sheet", args=[case.pk]) if internal else "",
    )


def _named(parties: Iterable[PartyNow], kind: str) -> str:
    """Who stands against whom. On the public list a person is not named but by initials; a company and the press list name all."""
    sides: dict[bool, list[str]] = {True: [], False: []}
    for party in parties:
        row = party.row
        name = initials(row.name) if kind == "public" and row.kind == "person" else row.name
        sides[row.role in {"claimant", "intervening"}].append(name)
    return " / ".join(", ".join(names) for names in sides.values() if names)


def initials(name: str) -> str:
    """`D. ’t Hart-O’Brien` as `D.H.`: the first letter of each word that begins with a capital."""
    words = name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split()
    return "".join(f"{word[0]}." for word in words if word[0].isupper()) or _("a person")
