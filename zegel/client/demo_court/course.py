"""How a case of the demo comes to its state: act by act, each as its own house asks it, with the documents that belong to it."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final

from zegel.client.cases import Day, act, act_at_hearing, decide_request, set_day
from zegel.client.demo_court.fees import pay_claimant
from zegel.client.demo_court.hearings import note_hearing
from zegel.client.demo_court.papers import paper
from zegel.client.judgments import give_judgment, issue_copy, keep_draft, send_copies
from zegel.client.placing import Place, letter, reason
from zegel.client.sealed import File
from zegel.law.calendar import atw_calendar
from zegel.law.case_states import TRANSITIONS, Act, State
from zegel.law.rules.chapter_05 import ITEM_WORDS
from zegel.lib.moments import AMSTERDAM, amsterdam, now

_HOURS: Final = (9, 10, 11, 14, 15)
HOURS_A_DAY: Final = len(_HOURS)
_MINUTES: Final = 60
_AHEAD: Final = timedelta(days=11)
"""Longer than the term of summons, with days in which the writ is filed."""
_LATER: Final = 100
"""So many hearings further is the new day of what is moved or adjourned: no case of the demo has it."""
_JUDGMENT_AFTER: Final = 10
"""Working days from the hearing to the judgment."""

_AT_HEARING: Final[frozenset[Act]] = frozenset(
    {
        "call",
        "grant default",
        "announce clearing",
        "appear to clear",
        "stay away again",
        "continue",
        "set judgment",
    }
)
"""Acts that are entered on the sheet of the hearing."""

_NOTED: Final[frozenset[State]] = frozenset({"called", "issued", "closed"})
"""Of these cases stands on the sheet of the hearing what was noted, on which the fees hang."""


@dataclass(frozen=True, slots=True)
class Court:
    """Who works on a case at its court, and the room where it is heard. Clerk and judge may be one person."""

    clerk: Place
    judge: Place
    room: str

    def day(self, slot: int) -> Day:
        """The hearing of the case with this number in the row of hearings: on a working day, when the court sits."""
        first = amsterdam(now() + _AHEAD).date()
        day = atw_calendar().ordinary_after(first, 1 + slot // HOURS_A_DAY)
        starts = _at(day, _HOURS[slot % HOURS_A_DAY])
        return Day(starts, self.room, self.judge.account.user["id"], _MINUTES)


def bring(court: Court, state: State, slot: int) -> None:
    """Bring an applied case to its state; `slot` is its place in the row of hearings."""
    for step in _way_to(state):
        _do(court, step, slot)
        if step == "call" and state in _NOTED:
            note_hearing(court.clerk)
            if state == "called":
                pay_claimant(court.clerk)
    if state in {"judgment set", "default judgment set"}:
        keep_draft(court.clerk, _judgment_paper())


def _do(court: Court, step: Act, slot: int) -> None:
    if step == "set day":
        set_day(court.clerk, court.day(slot), _letter(court.clerk, step))
    elif step in _REQUESTS:
        _decide(court, step, slot)
    elif step == "give judgment":
        _give(court)
    elif step == "issue":
        send_copies(court.clerk)
        issue_copy(court.clerk, _parties(court.clerk)["claimant"]["id"])
    elif step in _AT_HEARING:
        by = court.judge if step in {"grant default", "set judgment"} else court.clerk
        act_at_hearing(by, step, _facts(court, step, slot))
    else:
        act(court.clerk, step)


def _facts(court: Court, step: Act, slot: int) -> dict[str, Any]:
    """What the sheet of the hearing asks about an act: a default with all formalities kept (11.1), a moment told aloud (12.2)."""
    if step == "grant default":
        absent = _parties(court.judge)["defendant"]["id"]
        return {"party": absent, "in time": True, "term": True, "items": list(ITEM_WORDS), "exploit": True}
    if step == "announce clearing":
        new = court.day(slot + _LATER).starts.isoformat()
        return {"registrar": True, "opponent": True, "hearing": new}
    if step == "set judgment":
        heard = court.day(slot).starts.date()
        day = atw_calendar().ordinary_after(heard, _JUDGMENT_AFTER)
        return {"judgment": _at(day, 10).isoformat(), "aloud": True}
    return {}


_REQUESTS: Final[Mapping[Act, Mapping[str, Any]]] = {
    "move": {"by": "defendant", "written": True, "ground": "unanimous"},
    "adjourn": {"by": "court", "written": False},
    "withdraw": {"by": "claimant", "written": True},
    "ask costs decision": {"by": "defendant", "written": True, "toldBoth": True},
    "strike out": {"by": "claimant", "written": True},
}


def _decide(court: Court, step: Act, slot: int) -> None:
    """Do what was asked: what only the judge can decide with the reason, what changes the day with the new one."""
    by = court.clerk if step in {"withdraw", "ask costs decision"} else court.judge
    everybody = [party["shortName"] for party in _parties(by).values()]
    named = dict.fromkeys(("daysOf", "phonesOf", "appeared", "agree"), everybody)
    decide_request(
        by,
        {"act": step, **named, **_REQUESTS[step]},
        _letter(by, step),
        day=court.day(slot + _LATER) if step in {"move", "adjourn"} else None,
        reason=reason(by, "Partijen onderzoeken eerst of zij er samen uit komen.")
        if step == "adjourn"
        else None,
    )


def _give(court: Court) -> None:
    """The registrar's draft, which the judge signs: both parties appeared."""
    draft = keep_draft(court.clerk, _judgment_paper())
    appeared = [party["id"] for party in _parties(court.judge).values()]
    give_judgment(court.judge, draft, appeared=appeared)


def _parties(place: Place) -> dict[str, Any]:
    return {party["role"]: party for party in place.shown()["partyList"]}


def _way_to(state: State) -> list[Act]:
    """The shortest course from the application to a state."""
    ways: dict[State, list[Act]] = {"applied": []}
    waiting: deque[State] = deque(["applied"])
    while waiting:
        here = waiting.popleft()
        for transition in TRANSITIONS:
            if here in transition.states and transition.to and transition.to not in ways:
                ways[transition.to] = [*ways[here], transition.act]
                waiting.append(transition.to)
    return ways[state]


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), AMSTERDAM)


_TOLD: Final[Mapping[Act, str]] = {
    "set day": "De dag en het uur van de mondelinge behandeling staan in uw zaak.",
    "move": "De mondelinge behandeling is verplaatst. De nieuwe dag staat in uw zaak.",
    "adjourn": "De mondelinge behandeling is aangehouden. De nieuwe dag staat in uw zaak.",
    "withdraw": "Eiser heeft de zaak ingetrokken. De mondelinge behandeling gaat niet door.",
    "ask costs decision": "Gedaagde vraagt een beslissing over de kosten. De rechter beslist daarover.",
    "strike out": "De rechter heeft de zaak doorgehaald. De zaak is geëindigd.",
}


def _letter(place: Place, step: Act) -> dict[str, Any]:
    return letter(place, "Brief van de rechtbank", _letter_paper(step))


@cache
def _letter_paper(step: Act) -> File:
    """The court's letter about an act, in the same few words for every case."""
    return File("brief.pdf", "application/pdf", paper("Brief van de rechtbank", [_TOLD[step]]), 1)


@cache
def _judgment_paper() -> File:
    """The judgment, in the same few words for every case."""
    words = ["De vordering wordt toegewezen.", "Gedaagde wordt veroordeeld in de proceskosten."]
    return File("vonnis.pdf", "application/pdf", paper("Vonnis in kort geding", words), 1)
