"""What is entered on the sheet of a hearing: records, and the acts that are done there. The law is asked first, here as on the page."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from zegel.casefile.actions import set_doors
from zegel.casefile.errors import CircleUnknown
from zegel.casefile.queries import Case, circle_of, court_case
from zegel.evidence.actions import write
from zegel.fees.actions import levy_for
from zegel.fees.queries import facts_of
from zegel.law.decisions import Decision
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal
from zegel.proceedings.actions.fee_records import fee_facts
from zegel.proceedings.actions.fee_tasks import follow_fees
from zegel.proceedings.actions.perform import NewAct, SealedReason, overridden_rules, perform
from zegel.proceedings.errors import ActNotYours, ActTaken, EntryRefused, RecordChanged, RecordEarly
from zegel.proceedings.events import HearingRecorded
from zegel.proceedings.models import Act, HearingRecord
from zegel.proceedings.queries import first_done, roles_of
from zegel.proceedings.queries.hearings import at_hearing_of
from zegel.proceedings.rules.acts import Role, as_kept
from zegel.proceedings.rules.hearing.entries import (
    WHO_RECORDS,
    HearingAct,
    RecordKind,
    circle_for,
    may_be_noted,
    may_record,
)
from zegel.proceedings.rules.hearing.facts import Facts, Given, read
from zegel.proceedings.rules.hearing.weighing import kept, weigh

_KEPT_AT_MOST: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record as it is asked for. `seen` is the number of the record of this kind about this party that its maker had seen, 0 for none.

    `noted` is the moment on the maker's own clock. `words` are sealed: the note, or why the judge decides otherwise.
    """

    id: UUID
    kind: RecordKind
    seen: int
    facts: Given
    noted: datetime
    words: SealedReason | None = None


@dataclass(frozen=True, slots=True)
class NewHearingAct:
    """An act done at the hearing; `seen` is the number of the newest act its doer had seen."""

    id: UUID
    act: HearingAct
    seen: int
    facts: Given
    noted: datetime
    words: SealedReason | None = None


@dataclass(frozen=True, slots=True)
class _Weighed:
    """In which role something is noted, what the law said of it, and which of that was decided otherwise."""

    role: Role
    decisions: tuple[Decision, ...]
    overridden: list[str]


@transaction.atomic
def record(*, actor: Principal, case: UUID, new: NewRecord, at: datetime) -> HearingRecord:
    """Note something at a hearing; the same again gives the first.

    Raises:
        CaseUnknown, NotOfThisCourt, MayNotSend; ActNotYours: somebody else notes this; RecordEarly: the case has not come to it, or is past it; EntryRefused;
        ActOverride: the law refuses, and the actor may not decide otherwise or gives no words why; RecordChanged: somebody noted
        this meanwhile; ActTaken: the identifier is of another record, or of this one with other facts; CircleUnknown: the words are sealed to others than they should be.
    """
    _reader, roles = roles_of(actor, case, at)
    locked = court_case(actor, case, at)
    if known := HearingRecord.objects.filter(pk=new.id).first():
        _check_same(known, locked, new, actor, at)
        return known
    role = may_record(roles, new.kind)
    if role is None:
        raise ActNotYours(roles=", ".join(sorted(WHO_RECORDS[new.kind])))
    hearing = at_hearing_of(locked, at)
    if not may_be_noted(new.kind, hearing.state):
        raise RecordEarly
    facts = read(new.kind, new.facts, hearing)
    _unchanged(locked, new, facts)
    decisions = weigh(new.kind, facts, hearing, at)
    blocking = (decision for decision in decisions if decision.blocks)
    overridden = overridden_rules(blocking, role, given=new.words is not None)
    _right_circle(locked, new.words, circle_for(new.kind))
    weighed = _Weighed(role, decisions, overridden)
    row = _insert(locked, new, facts, weighed, actor=actor, at=at)
    if new.kind == "doors":
        set_doors(actor=actor, case=locked, closed=facts.text("doors") != "open", at=at)
    write([_recorded(row, overridden)], actor=actor, at=at)
    valued = any(fact.kind == "claim" for fact in facts_of(locked.pk))
    told = fee_facts(row.pk, new.kind, facts, hearing, known=valued, at=at)
    levy_for(locked, told=told, actor=actor, at=at)
    follow_fees(locked, actor=actor, at=at)
    return row


@transaction.atomic
def act_at_hearing(*, actor: Principal, case: UUID, new: NewHearingAct, at: datetime) -> Act:
    """Do an act at the hearing, with what the law says of it; the same again gives the first.

    Raises:
        As `perform`; NotOfThisCourt, MayNotSend; EntryRefused; CircleUnknown.
    """
    locked = court_case(actor, case, at)
    hearing = at_hearing_of(locked, at)
    facts = read(new.act, new.facts, hearing)
    decisions = weigh(new.act, facts, hearing, at)
    _right_circle(locked, new.words, "open")
    asked = NewAct(
        id=new.id,
        act=new.act,
        seen=new.seen,
        facts=_act_facts(new, facts, first_done(new.id, at)),
        decisions=tuple(decision for decision in decisions if decision.blocks),
        reason=new.words,
    )
    return perform(actor=actor, case=case, new=_consequences(asked, at), at=at)


def _consequences(asked: NewAct, at: datetime) -> NewAct:
    """The terms that begin with the act, and what it was more closely: at the hearing a judgment is given aloud."""
    day = amsterdam(at).date().isoformat()
    if asked.act == "call":
        return replace(asked, terms={"7.1": {"appeared": day}})
    if asked.act == "give judgment":
        return replace(asked, stated=("judgment oral",), terms={"12.3": {"judgment": day}})
    return asked


def _act_facts(new: NewHearingAct, facts: Facts, at: datetime) -> dict[str, object]:
    party = {"party": str(facts.party)} if facts.party else {}
    return {**facts.kept(), **party, "noted": amsterdam(_noted(new, at)).isoformat()}


def _noted(new: NewRecord | NewHearingAct, at: datetime) -> datetime:
    """The moment somebody noted something: never later than now, and not so long ago that no page can have kept it."""
    if at - new.noted > _KEPT_AT_MOST:
        raise EntryRefused(field="noted")
    return min(new.noted, at)


def _right_circle(case: Case, words: SealedReason | None, kind: str) -> None:
    """Words are sealed to who may know them: everybody in the case, or the court alone."""
    if words and circle_of(case, words.circle).kind != kind:
        raise CircleUnknown(field="circle")


def _check_same(known: HearingRecord, case: Case, new: NewRecord, actor: Principal, at: datetime) -> None:
    if (known.case_id, known.kind, known.actor) != (case.pk, new.kind, actor.reference):
        raise ActTaken
    facts = read(new.kind, new.facts, at_hearing_of(case, at))
    if (known.party_id, known.facts) != (facts.party, as_kept(facts.kept())):
        raise ActTaken


def _unchanged(case: Case, new: NewRecord, facts: Facts) -> None:
    rows = HearingRecord.objects.filter(case=case, kind=new.kind, party=facts.party)
    if (rows.aggregate(last=Max("number"))["last"] or 0) != new.seen:
        raise RecordChanged


def _insert(
    case: Case, new: NewRecord, facts: Facts, weighed: _Weighed, *, actor: Principal, at: datetime
) -> HearingRecord:
    last = HearingRecord.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    return HearingRecord.objects.create(
        id=new.id,
        case_id=case.pk,
        number=last + 1,
        kind=new.kind,
        party_id=facts.party,
        role=weighed.role,
        actor=actor.reference,
        noted_at=_noted(new, at),
        at=at,
        facts=facts.kept(),
        decisions=[kept(decision) for decision in weighed.decisions],
        overridden=weighed.overridden,
        circle=new.words.circle if new.words else None,
        envelope=new.words.envelope if new.words else None,
        sealed_key=new.words.sealed_key if new.words else None,
        key_version=new.words.key_version if new.words else None,
    )


def _recorded(row: HearingRecord, overridden: list[str]) -> HearingRecorded:
    return HearingRecorded(
        subject=row.case_id,
        record=row.pk,
        number=row.number,
        what=row.kind,
        party=row.party_id,
        role=row.role,
        noted=row.noted_at,
        stated=row.facts,
        overridden=overridden,
        sealed=hashlib.sha256(bytes(row.envelope)).hexdigest() if row.envelope else None,
    )
