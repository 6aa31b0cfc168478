"""What can happen in a story, step by step, each as its own house asks it and with the documents that belong to it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from zegel.client.cases import Day, act, act_at_hearing, decide_request, set_day
from zegel.client.demo_court import applying, changes, filed, money
from zegel.client.demo_court.hearings import note
from zegel.client.demo_court.scene import LATER, Scene, moment_of
from zegel.client.demo_court.story import Story
from zegel.client.demo_court.written import court_letter, judgment
from zegel.client.http import ApiProblem
from zegel.client.judgments import give_judgment, issue_copy, keep_draft, postpone, send_copies
from zegel.client.placing import Place, letter, reason
from zegel.law.calendar import atw_calendar
from zegel.law.rules.chapter_05 import ITEM_WORDS
from zegel.law.terms import compute
from zegel.lib.moments import amsterdam, now

type Step = Callable[[Scene], None]

WAITS: Final = "waits"
"""The course of a story whose application nobody took in hand yet."""
_AT_INTAKE: Final = frozenset({"more asked", "returned"})

_JUDGMENT_AFTER: Final = 10
"""Working days from the hearing to the judgment."""
_QUARTER: Final = timedelta(minutes=15)
_WHY_SOON: Final = "De zaak kan niet wachten op de gewone termijn van dagvaarding."


def _letter(scene: Scene, by: Place, said: str) -> dict[str, Any]:
    return letter(by, "Brief van de rechtbank", court_letter(scene.story, by.shown(), said))


def _day_told(day: Day) -> str:
    here = amsterdam(day.starts)
    return f"De mondelinge behandeling is op {here.day}-{here.month}-{here.year} om {here:%H.%M} uur."


def _day_ahead(scene: Scene) -> None:
    day = scene.ahead(scene.story.slot)
    set_day(scene.clerk, day, _letter(scene, scene.clerk, _day_told(day)))


def _soon(scene: Scene, day: Day) -> None:
    """The judge takes a day that the law does not give, and says why."""
    words = scene.story.urgency or _WHY_SOON
    told = _letter(scene, scene.judge, _day_told(day))
    set_day(scene.judge, day, told, reason=reason(scene.judge, words))


def _day_today(scene: Scene) -> None:
    """In the first quarter of an hour in which room, judge and lawyers are free; late in the evening that is tomorrow's."""
    here = amsterdam(now()) + 2 * _QUARTER
    starts = (
        here.replace(minute=here.minute // 15 * 15, second=0, microsecond=0) + scene.story.today * _QUARTER
    )
    for attempt in range(60):
        try:
            _soon(scene, scene.at(starts + attempt * _QUARTER, 15, short=True))
        except ApiProblem as problem:
            if problem.code not in _TAKEN:
                raise
        else:
            return
    raise LookupError("nobody has a quarter of an hour")


_TAKEN: Final = frozenset({"act-override", "room-taken", "judge-taken", "lawyer-taken"})


def _day_tomorrow(scene: Scene) -> None:
    day = atw_calendar().ordinary_after(amsterdam(now()).date(), 1)
    _soon(scene, scene.at(moment_of(day, 9 + scene.story.slot % 7), short=True))


def _day_urgent(scene: Scene) -> None:
    """The day after tomorrow, whatever day that is: a very urgent case is heard on a Sunday too."""
    day = amsterdam(now()).date() + timedelta(days=2)
    _soon(scene, scene.at(moment_of(day, 9 + scene.story.slot % 7), short=True))


def _day_due(scene: Scene) -> None:
    """Such a day that the served writ is to be filed today (5.3), or on the first day on which that is possible."""
    today = amsterdam(now()).date()
    for days in range(1, 30):
        day = today + timedelta(days=days)
        if not atw_calendar().is_ordinary(day):
            continue
        if compute("5.3", {"hearing": day, "channel": "paper"}).last_moment.date() >= today:
            return _soon(scene, scene.at(moment_of(day, 9 + scene.story.slot % 7), short=True))
    raise LookupError("no day in a month is a working day")


def _by(role: str, name: str) -> Step:
    """An act that its name says in full, entered for a side."""
    return lambda scene: act(scene.acting(role), name)


def _clerk_does(name: str) -> Step:
    return lambda scene: act(scene.clerk, name)


def _notes(name: str) -> Step:
    return lambda scene: note(scene.clerk, name)


def _at_hearing(
    name: str, facts: Callable[[Scene], Mapping[str, Any]] = lambda _scene: {}, *, judge: bool = False
) -> Step:
    return lambda scene: act_at_hearing(scene.judge if judge else scene.clerk, name, facts(scene))


def _default(scene: Scene) -> dict[str, Any]:
    """All formalities were kept (11.1)."""
    absent = scene.parties("defendant")[0]["id"]
    kept = {"in time": True, "term": True, "shortened": True, "limit": True, "exploit": True}
    return {"party": absent, "items": list(ITEM_WORDS), **kept}


def _clearing(scene: Scene) -> dict[str, Any]:
    new = scene.ahead(scene.story.slot + LATER).starts.isoformat()
    return {"registrar": True, "opponent": True, "hearing": new}


def _judgment_day(_scene: Scene) -> dict[str, Any]:
    """Told aloud (12.2), two weeks after the hearing."""
    day = atw_calendar().ordinary_after(amsterdam(now()).date(), _JUDGMENT_AFTER)
    return {"judgment": moment_of(day, 10).isoformat(), "aloud": True}


def _judgment_soon(_scene: Scene) -> dict[str, Any]:
    return {"judgment": (amsterdam(now()) + 8 * _QUARTER).isoformat(timespec="minutes"), "aloud": True}


def _asks(name: str, said: str, **asked: Any) -> Step:
    """Decide what was asked: what only the judge can decide by the judge, with the new day where there is one."""

    def step(scene: Scene) -> None:
        by = scene.clerk if name in {"withdraw", "ask costs decision"} else scene.judge
        everybody = [party["shortName"] for party in scene.parties()]
        named = dict.fromkeys(("daysOf", "phonesOf", "appeared", "agree"), everybody)
        day = scene.ahead(scene.story.slot + LATER) if name in {"move", "adjourn"} else None
        why = (
            reason(by, "Partijen onderzoeken eerst of zij er samen uit komen.") if name == "adjourn" else None
        )
        told = said if day is None else f"{said} {_day_told(day)}"
        decide_request(by, {"act": name, **named, **asked}, _letter(scene, by, told), day=day, reason=why)

    return step


def _draft(scene: Scene) -> None:
    keep_draft(scene.clerk, judgment(scene.story, scene.clerk.shown()))


def _judged(*, short: bool = False) -> Step:
    """The registrar's draft, which the judge signs: everybody appeared."""

    def step(scene: Scene) -> None:
        draft = keep_draft(scene.clerk, judgment(scene.story, scene.clerk.shown()))
        appeared = [party["id"] for party in scene.parties()]
        why = reason(scene.judge, scene.story.urgency or _WHY_SOON) if short else None
        give_judgment(scene.judge, draft, appeared=appeared, short=short, reason=why)

    return step


def _postponed(scene: Scene) -> None:
    day = atw_calendar().ordinary_after(amsterdam(now()).date(), 2 * _JUDGMENT_AFTER)
    postpone(scene.judge, moment_of(day, 10), asked=[party["id"] for party in scene.parties()])


def _issued(scene: Scene) -> None:
    issue_copy(scene.clerk, scene.parties("claimant")[0]["id"])


STEPS: Final[Mapping[str, Step]] = {
    "more asked": applying.more_asked,
    "returned": applying.returned,
    "day": _day_ahead,
    "day today": _day_today,
    "day tomorrow": _day_tomorrow,
    "day urgent": _day_urgent,
    "day due": _day_due,
    "told": _by("claimant", "inform opponent"),
    "served": _by("claimant", "serve"),
    "voluntary": _by("defendant", "announce voluntary appearance"),
    "writ filed": _by("claimant", "file summons"),
    "writ": filed.writ_filed,
    "answer": filed.answered,
    "answer waits": filed.answer_waits,
    "message waits": filed.message_waits,
    "counterclaim announced": filed.counterclaim,
    "shielding asked": filed.shielding_asked,
    "shielding decided": changes.shielding_decided,
    "lawyer replaced": changes.lawyer_replaced,
    "party joins": changes.party_joins,
    "move": _asks("move", "De mondelinge behandeling is verplaatst.", by="defendant", written=True, ground="unanimous"),
    "adjourn": _asks("adjourn", "De mondelinge behandeling is aangehouden.", by="court", written=False),
    "withdraw": _asks(
        "withdraw", "Eiser heeft de zaak ingetrokken. De mondelinge behandeling gaat niet door.", by="claimant", written=True
    ),
    "costs": _asks(
        "ask costs decision", "Gedaagde vraagt een beslissing over de kosten. De rechter beslist daarover.",
        by="defendant", written=True, toldBoth=True,
    ),
    "strike out": _asks("strike out", "De rechter heeft de zaak doorgehaald. De zaak is geëindigd.", by="claimant", written=True),
    "call": _at_hearing("call"),
    "both appear": _notes("both appear"),
    "defendant stays away": _notes("defendant stays away"),
    "interpreter": _notes("interpreter"),
    "speaking notes": _notes("speaking notes"),
    "claim changed": _notes("claim changed"),
    "default": _at_hearing("grant default", _default, judge=True),
    "clearing": _at_hearing("announce clearing", _clearing),
    "judgment day": _at_hearing("set judgment", _judgment_day, judge=True),
    "judgment day today": _at_hearing("set judgment", _judgment_soon, judge=True),
    "draft": _draft,
    "judgment": _judged(),
    "short judgment": _judged(short=True),
    "postpone": _postponed,
    "copies": lambda scene: send_copies(scene.clerk),
    "issue": _issued,
    "close": _clerk_does("close"),
    "fee claim": money.claim_noted,
    "fee asked": money.asked,
    "fee paid": money.paid,
    "fee partly paid": money.partly_paid,
    "fee overpaid": money.overpaid,
}  # fmt: skip
"""Every step a story can name. Each does what it says once; what was done before it may be asked of again is refused."""


def steps_of(story: Story) -> list[Step]:
    """Everything that happens in a story, from the application on. One whose course begins at the intake is no case yet."""
    begins: list[Step] = [applying.applied]
    if story.course == (WAITS,):
        return begins
    if not _AT_INTAKE.issuperset(story.course) or not story.course:
        begins.append(applying.registered)
    return [*begins, *(STEPS[name] for name in story.course)]
