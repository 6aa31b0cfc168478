"""Doing an act: the law says whether, the table who, one transaction holds act, state, tasks and evidence."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from zegel.casefile.actions import change_state, set_next_date
from zegel.casefile.queries import Case, locked_case
from zegel.evidence.actions import write
from zegel.evidence.events import EvidenceEvent
from zegel.fees.actions import levy_after
from zegel.law.case_states import Act as LawAct
from zegel.law.case_states import State, next_state
from zegel.law.courts import Matter
from zegel.law.decisions import Decision
from zegel.law.errors import LawError
from zegel.law.rules.chapter_01 import Role as LawRole
from zegel.law.rules.chapter_01 import may_override
from zegel.law.rules.chapter_09 import after_move
from zegel.law.rules.duties import Event
from zegel.law.texts import Phrase, Phrases
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.planning.actions import Booking, follow_act
from zegel.planning.errors import JudgeUnknown
from zegel.proceedings.actions.fee_tasks import follow_fees
from zegel.proceedings.actions.terms import close_terms, move_term, open_terms
from zegel.proceedings.errors import ActChanged, ActNotYours, ActOverride, ActTaken, ActUnlawful, TermRefused
from zegel.proceedings.events import ActDone, TermMoved
from zegel.proceedings.models import Act, Appointment, Override, Task
from zegel.proceedings.queries import roles_of
from zegel.proceedings.rules.acts import WHO_MAY, Role, as_kept, lawful, may_act
from zegel.proceedings.rules.dates import NextDate, next_date
from zegel.proceedings.rules.duties import CLOSES, FEE_EVENTS, LAPSES, Due, due_after, events_of, last_moment


@dataclass(frozen=True, slots=True)
class SealedReason:
    """Words of an act that only its readers open: sealed to a circle's key version."""

    circle: UUID
    envelope: bytes
    sealed_key: bytes
    key_version: int


@dataclass(frozen=True, slots=True)
class NewAct:
    """An act as it is asked for. `seen` is the number of the newest act the actor had seen, so that nobody acts on old news.

    `stated` are the closer events of `rules.duties`; `terms` facts of the terms that follow, by rule; `decisions` what the law
    answered about this act, `overridden` those the actor decides otherwise, with the reason sealed. `booking` is where, before whom
    and for how long the hearing is that the act sets.
    """

    id: UUID
    act: LawAct
    seen: int
    facts: Mapping[str, Any] = field(default_factory=dict)
    stated: tuple[str, ...] = ()
    terms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    reason: SealedReason | None = None
    booking: Booking | None = None


@transaction.atomic
def perform(*, actor: Principal, case: UUID, new: NewAct, at: datetime) -> Act:
    """Do an act in a case; the same one again gives the first.

    Raises:
        CaseUnknown; ActNotYours, ActUnlawful: with the article and the act that fits; ActOverride: the law refuses and the actor may
        not decide otherwise, or gives no reason; ActChanged: somebody acted meanwhile; ActTaken: the identifier is of another act, or
        of this one with other facts; TermRefused; JudgeUnknown and those
        of `planning.actions.follow_act`: the room, judge or a lawyer is taken.
    """
    reader, roles = roles_of(actor, case, at)
    locked = locked_case(reader.case.pk)
    if known := Act.objects.filter(pk=new.id).first():
        same = (known.case_id, known.act, known.actor) == (locked.pk, new.act, actor.reference)
        if not same or known.facts != as_kept(new.facts):
            raise ActTaken
        return known
    last = Act.objects.filter(case=locked).aggregate(last=Max("number"))["last"] or 0
    if last != new.seen:
        raise ActChanged
    role = _role(roles, new.act)
    after = _lawful(locked, new.act)
    overridden = overridden_rules(new.decisions, role, given=new.reason is not None)
    row = Act.objects.create(
        id=new.id,
        case_id=locked.pk,
        number=last + 1,
        act=new.act,
        role=role,
        actor=actor.reference,
        at=at,
        state_before=locked.state,
        state_after=after,
        facts=dict(new.facts),
        circle=new.reason.circle if new.reason else None,
        envelope=new.reason.envelope if new.reason else None,
        sealed_key=new.reason.sealed_key if new.reason else None,
        key_version=new.reason.key_version if new.reason else None,
    )
    Override.objects.bulk_create(Override(act=row, rule=rule, role=role) for rule in overridden)
    if after != locked.state:
        change_state(actor=actor, case=locked, state=after, at=at)
    levy_after(locked, act=row.pk, name=new.act, told=row.facts, actor=actor, at=at)
    waits = next_date(new.act, new.facts)
    if waits:
        set_next_date(actor=actor, case=locked, kind=waits.kind, moment=waits.moment, at=at)
    _check_judge(locked, new.booking)
    hearing = waits.moment if waits and waits.kind == "hearing" else None
    follow_act(actor=actor, case=locked, act=new.act, moment=hearing, booking=new.booking, at=at)
    moved = _reckon_anew(locked, hearing) if new.act == "move" and hearing is not None else []
    write([_done(row, new, overridden, waits), *moved, *_tasks(row, locked, new, at)], actor=actor, at=at)
    follow_fees(locked, actor=actor, at=at)
    return row


def _role(roles: frozenset[Role], act: LawAct) -> Role:
    role = may_act(roles, act)
    if role is None:
        raise ActNotYours(roles=Phrases(tuple(sorted(WHO_MAY[act]))))
    return role


def _lawful(case: Case, act: LawAct) -> State:
    state = cast("State", case.state)
    decision = lawful(state, act)
    if not decision:
        raise ActUnlawful(reason=decision)
    return next_state(state, act) or state


@step
def overridden_rules(decisions: Iterable[Decision], role: Role, *, given: bool) -> list[str]:
    """The rules somebody goes against: each must be theirs to decide, with a reason that is `given` (1.13).

    Raises:
        ActOverride.
    """
    broken = [decision for decision in decisions if decision.blocks or decision.severity == "discretion"]
    by: LawRole = (
        "judge" if role == "judge" else "filer" if role in {"claimant", "defendant", "bailiff"} else "clerk"
    )
    for decision in broken:
        if not may_override(decision, by, "sealed" if given else ""):
            raise ActOverride(who=Phrase(decision.override))
    return sorted({decision.rule for decision in broken})


def _check_judge(case: Case, booking: Booking | None) -> None:
    """Whoever hears the case is a judge at its desk."""
    if booking is None or booking.judge is None:
        return
    judges = Appointment.objects.filter(
        desk=case.desk_id, account=booking.judge, office=Appointment.Office.JUDGE, until__isnull=True
    )
    if not judges.exists():
        raise JudgeUnknown(field="judge")


def _tasks(row: Act, case: Case, new: NewAct, at: datetime) -> list[EvidenceEvent]:
    """Close what this act does, open what it brings."""
    closed = close_terms(Task.objects.filter(_over_by(new.act), case_id=case.pk), by=row, at=at)
    opened = open_terms(
        Task(
            case_id=case.pk,
            desk_id=case.desk_id,
            event=event,
            who=due.duty.who,
            what=due.duty.what,
            place=due.duty.place,
            due=due.duty.due,
            due_at=due.at,
            reckoning=due.reckoning,
            opened_by=row,
            opened_at=at,
        )
        for event in events_of(new.act, new.stated)
        for due in _due(event, cast("Matter", case.matter), new)
    )
    return [*closed, *opened]


def _over_by(act: LawAct) -> Q:
    """The tasks that an act does, or that nobody can do any more after it."""
    over = Q(event__in=LAPSES.get(act, ()))
    for event, place in CLOSES.get(act, ()):
        over |= Q(event=event, place=place)
    # What is owed stays owed (7.1): those tasks follow the fees.
    return over | ~Q(event__in=FEE_EVENTS) if act in {"withdraw", "strike out"} else over


def _reckon_anew(case: Case, hearing: datetime) -> list[TermMoved]:
    """The terms that run to the hearing run to the new one (9.1 fn 12); the former moment stays beside the new."""
    rows = Task.objects.filter(
        case_id=case.pk, closed_at__isnull=True, reckoning__rule__in=after_move().value
    )
    moved = []
    for task in rows:
        if task.reckoning and "hearing" in task.reckoning["given"]:
            given = task.reckoning["given"] | {"hearing": amsterdam(hearing).isoformat()}
            due_at, reckoning = last_moment(task.due, given)
            moved.append(move_term(task, due_at=due_at, reckoning=reckoning))
    return moved


def _due(event: Event, matter: Matter, new: NewAct) -> list[Due]:
    try:
        return list(due_after(event, matter, new.terms))
    except LawError as error:
        raise TermRefused(field="terms") from error


def _done(row: Act, new: NewAct, overridden: list[str], waits: NextDate | None) -> ActDone:
    sealed = hashlib.sha256(bytes(row.envelope)).hexdigest() if row.envelope else None
    return ActDone(
        subject=row.case_id,
        act=row.pk,
        number=row.number,
        what=row.act,
        role=row.role,
        state_before=row.state_before,
        state_after=row.state_after,
        stated=dict(new.facts),
        overridden=overridden,
        sealed=sealed,
        waits_for={"kind": waits.kind, "moment": waits.moment} if waits else None,
    )
