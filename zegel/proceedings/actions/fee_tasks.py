"""The tasks of chapter 7: opened, moved and closed by what the fees of a case are, whatever changed them."""

from datetime import datetime, time
from typing import cast

from zegel.casefile.queries import Case
from zegel.evidence.actions import write
from zegel.evidence.events import EvidenceEvent
from zegel.fees.queries import duties_of
from zegel.fees.rules.duties import OpenDuty
from zegel.law.courts import Matter
from zegel.law.rules.duties import Duty, duties_after
from zegel.lib.moments import AMSTERDAM
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.proceedings.actions.terms import close_terms, move_term, open_again, open_terms
from zegel.proceedings.events import TermMoved, TermOpened
from zegel.proceedings.models import Act, Task
from zegel.proceedings.rules.duties import FEE_EVENTS, reckoned

_SIDES = {"claimant": "claimant", "intervening": "claimant", "defendant": "defendant", "joined": "defendant"}


@step
def follow_fees(case: Case, *, actor: Principal, at: datetime) -> None:
    """Bring the tasks of a case in line with the duties of chapter 7 that wait in it; the caller has locked the case.

    A duty that waits has one task for the parties of a side, with the nearest last moment.
    """
    wanted: dict[tuple[str, str, str], tuple[Duty, OpenDuty]] = {}
    for waits in duties_of(case, at):
        for duty in duties_after(waits.event, cast("Matter", case.matter)):
            if duty.who in {_SIDES[waits.role], "party"}:
                key: tuple[str, str, str] = (duty.event, duty.who, duty.what)
                known = wanted.get(key)
                if known is None or _later(known[1], waits):
                    wanted[key] = (duty, waits)
    rows = Task.objects.filter(case=case, event__in=FEE_EVENTS, closed_at__isnull=True)
    known_tasks = {(task.event, task.who, task.what): task for task in rows}
    over = [task.pk for key, task in known_tasks.items() if key not in wanted]
    told: list[EvidenceEvent] = [*close_terms(Task.objects.filter(pk__in=over), by=None, at=at)]
    last = Act.objects.filter(case=case).order_by("-number").first()
    for key, (duty, waits) in wanted.items():
        if key in known_tasks:
            told += _move(known_tasks[key], waits)
        elif last is not None:
            told += _open(case, last, duty, waits, at)
    if told:
        write(told, actor=actor, at=at)


def _later(known: OpenDuty, other: OpenDuty) -> bool:
    return known.term is not None and other.term is not None and other.term.last < known.term.last


def _moment(waits: OpenDuty) -> datetime | None:
    return datetime.combine(waits.term.last, time(23, 59, 59), AMSTERDAM) if waits.term else None


def _move(task: Task, waits: OpenDuty) -> list[TermMoved]:
    moment = _moment(waits)
    if moment is None or moment == task.due_at:
        return []
    return [move_term(task, due_at=moment, reckoning=_reckoning(waits))]


def _open(case: Case, act: Act, duty: Duty, waits: OpenDuty, at: datetime) -> list[TermOpened]:
    due_at, reckoning = _moment(waits), _reckoning(waits)
    # The newest act may have opened the same task before, and it was closed since: it is open again.
    before = Task.objects.filter(opened_by=act, event=duty.event, who=duty.who, what=duty.what).first()
    if before is not None:
        return [open_again(before, due_at=due_at, reckoning=reckoning, at=at)]
    task = Task(
        case=case,
        desk_id=case.desk_id,
        event=duty.event,
        who=duty.who,
        what=duty.what,
        place=duty.place,
        due=duty.due,
        due_at=due_at,
        reckoning=reckoning,
        opened_by=act,
        opened_at=at,
    )
    return open_terms([task])


def _reckoning(waits: OpenDuty) -> dict[str, object] | None:
    return reckoned(waits.term.rule, waits.term.given) if waits.term else None
