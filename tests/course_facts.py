"""What holds in a case by the list of what was done in it alone: an independent fold, by the text of the regulation and `zegel.law`.

It is written the other way round than the product: not what each act opens and closes, but for each duty by what it lives and by what
it ends. It knows no database and none of the tables of `zegel.proceedings`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from zegel.law.case_states import next_state
from zegel.law.fees import Fee, fee
from zegel.law.terms import compute
from zegel.law.terms.moments import day_of
from zegel.lib.moments import AMSTERDAM

type Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was done or noted: an act by its name, or another fact of the case by its kind."""

    kind: str
    at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)
    is_act: bool = True

    @property
    def day(self) -> date:
        """The day in the Netherlands."""
        return self.at.astimezone(AMSTERDAM).date()


@dataclass(frozen=True, slots=True)
class People:
    """The parties that can owe, with what they are for the tariff."""

    matter: str
    claimant: UUID
    defendant: UUID

    @property
    def digital(self) -> bool:
        """Whether a letter that is placed tells them; in a kantonzaak nobody litigates digitally yet (annex VII)."""
        return self.matter != "kanton"


ENDS_ALL: Final = frozenset({"withdraw", "strike out"})
TOLD: Final = frozenset({"inform opponent"})
JUDGED: Final = frozenset({"give judgment"})

LIVES: Final[Mapping[Key, frozenset[str]]] = {
    ("day set", "claimant", "4.2"): TOLD | {"call"},
    ("day set at short notice", "claimant", "4.3"): TOLD | {"call"},
    ("day set", "court", "4.2"): TOLD | {"call"},
    ("move decided", "court", "9.3"): frozenset({"call"}),
    ("served", "claimant", "5.3"): frozenset({"file summons"}) | JUDGED,
    ("voluntary draft changed", "claimant", "5.4"): frozenset({"file summons", "call"}),
    ("move decided", "applicant", "9.3"): frozenset({"call"}),
    ("move granted to claimant", "claimant", "9.4"): frozenset({"serve", "announce voluntary appearance", "call"}),
    ("withdrawn", "defendant", "8.1"): frozenset({"ask costs decision"}),
    ("withdrawn orally", "claimant", "8.2"): frozenset({"give costs judgment"}),
    ("withdrawn after notice", "claimant", "8.2"): frozenset({"give costs judgment"}),
    ("default to be cleared", "registrar", "11.4"): frozenset({"appear to clear", "stay away again"}) | JUDGED,
    ("judgment written", "registrar", "12.3"): frozenset({"issue"}),
    ("judgment oral", "registrar", "12.3"): frozenset({"issue"}),
}  # fmt: skip
"""Each duty of the course that somebody can owe for a while, and what ends it beside the end of the case."""


def state_of(said: Sequence[Said]) -> str:
    """The state of the case."""
    state: Any = "applied"
    for each in said:
        if each.is_act:
            state = next_state(state, each.kind)
    return str(state)


def waits_for(said: Sequence[Said]) -> tuple[str, datetime | None]:
    """What the case waits for: a hearing or a judgment, and when; nothing once that moment came or the case ended."""
    found: tuple[str, datetime | None] = ("", None)
    for each in said:
        if not each.is_act:
            continue
        if "hearing" in each.facts:
            found = ("hearing", each.facts["hearing"])
        elif "judgment" in each.facts:
            found = ("judgment", each.facts["judgment"])
        elif each.kind not in {
            "inform opponent", "serve", "announce voluntary appearance", "file summons", "grant default",
            "postpone judgment", "ask costs decision", "correct fee",
        }:  # fmt: skip
            found = ("", None)
    return found


def hearings(said: Sequence[Said]) -> list[str]:
    """How each hearing that was planned stands, the oldest first: a move gives it another day, the case called there is its end."""
    found: list[str] = []
    for each in said:
        open_one = bool(found) and found[-1] == "planned"
        if "hearing" in each.facts and each.is_act:
            if not open_one:
                found.append("planned")
        elif each.kind in {"call", "continue", "appear to clear", "stay away again"} and open_one:
            found[-1] = "held"
        elif each.kind in ENDS_ALL and open_one:
            found[-1] = "cancelled"
    return found


def duties(said: Sequence[Said], people: People) -> dict[Key, list[datetime | None]]:
    """The duties that wait, each with the last moments of those that are alike."""
    found: dict[Key, list[datetime | None]] = {}
    for number, each in enumerate(said):
        if not each.is_act:
            continue
        for key in [key for key in found if each.kind in LIVES[key] or each.kind in ENDS_ALL]:
            del found[key]
        for key, moment in _begun(each, said[:number], people):
            found.setdefault(key, []).append(moment)
        if each.kind == "move":
            moved = [key for key in found if key[0] == "served"]
            for key in moved:
                found[key] = [_term("5.3", _summons(each.facts["hearing"]))] * len(found[key])
    return found


def _begun(each: Said, before: Sequence[Said], people: People) -> list[tuple[Key, datetime | None]]:
    return _BEGINS[each.kind](each, before, people) if each.kind in _BEGINS else []


type _Begun = list[tuple[Key, datetime | None]]


def _day_set(each: Said, _before: Sequence[Said], people: People) -> _Begun:
    if each.facts["short"]:
        return [(("day set at short notice", "claimant", "4.3"), None)]
    court: _Begun = [] if people.digital else [(("day set", "court", "4.2"), None)]
    term = _term("4.2", {"received": each.day.isoformat()})
    return [*court, (("day set", "claimant", "4.2"), term)]


def _served(_each: Said, before: Sequence[Said], _people: People) -> _Begun:
    waited = waits_for(before)[1]
    return [(("served", "claimant", "5.3"), _term("5.3", _summons(waited)))] if waited else []


def _announced(each: Said, _before: Sequence[Said], _people: People) -> _Begun:
    return [(("voluntary draft changed", "claimant", "5.4"), None)] if each.facts["changed"] == "yes" else []


def _moved(each: Said, _before: Sequence[Said], people: People) -> _Begun:
    found: _Begun = [] if people.digital else [(("move decided", "court", "9.3"), None)]
    found.append((("move decided", "applicant", "9.3"), None))
    if each.facts["by"] == "claimant" and not each.facts["will appear"]:
        found.append((("move granted to claimant", "claimant", "9.4"), None))
    return found


def _withdrawn(each: Said, before: Sequence[Said], _people: People) -> _Begun:
    waited = waits_for(before)[1]
    term = _term("8.1", {"summoned": _day(waited).isoformat()}) if waited else None
    found: _Begun = [(("withdrawn", "defendant", "8.1"), term)]
    if not each.facts["written"]:
        found.append((("withdrawn orally", "claimant", "8.2"), None))
    if any(act.kind in TOLD | {"serve", "announce voluntary appearance"} for act in before if act.is_act):
        found.append((("withdrawn after notice", "claimant", "8.2"), None))
    return found


def _clearing(_each: Said, _before: Sequence[Said], _people: People) -> _Begun:
    return [(("default to be cleared", "registrar", "11.4"), None)]


def _judged(each: Said, _before: Sequence[Said], _people: People) -> _Begun:
    if each.facts["form"] != "oral":
        return [(("judgment written", "registrar", "12.3"), None)]
    return [(("judgment oral", "registrar", "12.3"), _term("12.3", {"judgment": each.day.isoformat()}))]


_BEGINS: Final[Mapping[str, Callable[[Said, Sequence[Said], People], _Begun]]] = {
    "set day": _day_set,
    "serve": _served,
    "announce voluntary appearance": _announced,
    "move": _moved,
    "withdraw": _withdrawn,
    "announce clearing": _clearing,
    "give judgment": _judged,
    "give costs judgment": _judged,
}


def _day(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def _summons(hearing: datetime) -> dict[str, str]:
    return {"hearing": _day(hearing).isoformat(), "channel": "paper"}


def _term(rule: str, given: Mapping[str, Any]) -> datetime:
    value = compute(rule, given).value
    return (
        value if isinstance(value, datetime) else datetime.combine(day_of(value), time(23, 59, 59), AMSTERDAM)
    )


@dataclass(frozen=True, slots=True)
class Owed:
    """What a party was asked in cents and paid of it, and the last day; None where the amount is not known yet."""

    asked: int | None
    paid: int
    last: date

    @property
    def open(self) -> bool:
        """Whether there is something left to pay."""
        return self.asked is None or self.asked > self.paid


def fees(said: Sequence[Said], people: People) -> dict[UUID, Owed]:
    """What each party owes (7.1, 8.1, Wgbz 3, 4): from the calling, from the appearance, or from the wish for a decision on costs."""
    called = next((each.day for each in said if each.kind == "call"), None)
    costs = next((each.day for each in said if each.kind == "ask costs decision"), None)
    claims = [each.facts["cents"] for each in said if each.kind == "claim"]
    since = {
        people.claimant: called or costs,
        people.defendant: _appeared(said) or (costs if not called else None),
    }
    found: dict[UUID, Owed] = {}
    for party, day in since.items():
        if day is None or (people.matter == "kanton" and party == people.defendant):
            continue
        paid = sum(
            each.facts["cents"] for each in said if each.kind == "paid" and each.facts["party"] == party
        )
        last = day_of(compute("7.1", {"appeared": day.isoformat()}).value)
        found[party] = Owed(_asked(claims, people, party, called or day), paid, last)
    return found


def _appeared(said: Sequence[Said]) -> date | None:
    came = None
    for each in said:
        if each.kind == "appeared":
            came = came or each.day
        elif each.kind == "stayed away":
            came = None
    return came


def _asked(claims: Sequence[int | None], people: People, party: UUID, day: date) -> int | None:
    if not claims:
        return None
    cents = claims[-1]
    claim = None if cents is None else Decimal(cents) / 100
    person: Any = "legal" if party == people.claimant else "natural"
    matter: Any = people.matter
    owed = fee(matter, claim, person, day, natural_party=True)
    return owed.amount.euros * 100 if isinstance(owed, Fee) else None
