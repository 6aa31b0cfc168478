"""Hearings as the law is asked about them, what was noted at them, and which there are on a day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import cast
from uuid import UUID

from django.db.models import Q

from zegel.boxes.queries import memberships
from zegel.casefile.errors import NotOfThisCourt
from zegel.casefile.queries import (
    Case,
    PartyNow,
    Reader,
    cases_heard,
    circles_of,
    exhibits_of,
    parties_by_case,
    parties_of,
)
from zegel.law.case_states import State
from zegel.law.courts import Matter
from zegel.law.decisions import Decision
from zegel.lib.moments import AMSTERDAM, amsterdam
from zegel.lib.principal import Principal
from zegel.planning.queries import rooms_between
from zegel.proceedings.errors import ActUnknown
from zegel.proceedings.models import Act, HearingRecord, Task
from zegel.proceedings.rules.acts import BEGINS, Role, act_named
from zegel.proceedings.rules.dates import next_date
from zegel.proceedings.rules.hearing.entries import VISIBLE, who_enters
from zegel.proceedings.rules.hearing.facts import Given, noted_moment, read
from zegel.proceedings.rules.hearing.fields import entry_named
from zegel.proceedings.rules.hearing.shape import AtHearing, PartyAt
from zegel.proceedings.rules.hearing.weighing import weigh
from zegel.proceedings.rules.summons import served_of


@dataclass(frozen=True, slots=True)
class OnDay:
    """A case at its hearing on a day: when it was to begin, and when it did."""

    case: Case
    planned: datetime | None
    began: datetime | None
    parties: tuple[PartyNow, ...]
    room: str = ""


def at_hearing_of(case: Case, at: datetime) -> AtHearing:
    """A case as the law is asked about it at its hearing."""
    acts = list(Act.objects.filter(case=case).order_by("number"))
    planned, called, began = _moments(case, acts)
    newest = newest_records(case)
    return AtHearing(
        matter=cast("Matter", case.matter),
        court=case.court,
        location=case.location,
        state=cast("State", case.state),
        planned=planned,
        called=called,
        began=began,
        parties=tuple(
            _party(party, newest.get(("appearance", party.row.pk))) for party in parties_of(case, at)
        ),
        very_urgent=case.very_urgent,
        exhibits=any(exhibits_of(case).values()),
        moved_for_claimant=Task.objects.filter(case=case, event="move granted to claimant").exists(),
        summons=served_of((act.act, act.facts, act.at) for act in acts),
    )


def _moments(case: Case, acts: Iterable[Act]) -> tuple[datetime | None, datetime | None, datetime | None]:
    """When the newest hearing of a case was to begin, when the case was called first, and when it last began or went on."""
    planned = called = began = None
    for act in acts:
        name = act_named(act.act)
        waits = next_date(name, act.facts) if name else None
        if waits and waits.kind == "hearing":
            planned = waits.moment
        if act.act in BEGINS:
            began = noted_moment(act.facts, act.at)
            called = called or began
    return (case.next_at if case.next_kind == "hearing" else planned), called, began


def newest_records(case: Case) -> dict[tuple[str, UUID | None], HearingRecord]:
    """The record that holds of each kind about each party."""
    rows = HearingRecord.objects.filter(case=case).order_by("number")
    return {(row.kind, row.party_id): row for row in rows}


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the law says of an entry. `may`: the asker may make it at all; `otherwise`: also where the law refuses."""

    decisions: tuple[Decision, ...]
    may: bool
    otherwise: bool


def weighed(reader: Reader, roles: frozenset[Role], name: str, given: Given, *, at: datetime) -> Weighed:
    """What the law says of an entry that somebody of the court thinks of making.

    Raises:
        NotOfThisCourt; ActUnknown; EntryRefused.
    """
    if not reader.court:
        raise NotOfThisCourt
    entry = entry_named(name)
    if entry is None:
        raise ActUnknown(field="entry")
    hearing = at_hearing_of(reader.case, at)
    decisions = weigh(entry, read(entry, given, hearing), hearing, at)
    stops = [decision for decision in decisions if decision.blocks]
    return Weighed(
        decisions,
        bool(roles & who_enters(entry)),
        bool(stops) and "judge" in roles and all(decision.override != "nobody" for decision in stops),
    )


def records_of(reader: Reader) -> list[HearingRecord]:
    """What was noted at the hearing, oldest first: all of it for the court, and for a party what is for everybody or about itself."""
    if reader.case.state in {"draft", "applied"}:
        return []  # nothing is noted before a day was set
    rows = HearingRecord.objects.filter(case=reader.case).select_related("party").order_by("number")
    if not reader.court:
        shared = [kind for kind, who in VISIBLE.items() if who == "everybody"]
        own = [kind for kind, who in VISIBLE.items() if who == "party"]
        rows = rows.filter(Q(kind__in=shared) | Q(kind__in=own, party__in=reader.parties))
    return list(rows)


def words_of(reader: Reader) -> list[Act | HearingRecord]:
    """The acts and records with sealed words that this reader may be given."""
    circles = [circle.pk for circle in circles_of(reader)]
    acts = Act.objects.filter(case=reader.case, circle__in=circles)
    return [*acts, *(row for row in records_of(reader) if row.circle in circles)]


def hearings_on(actor: Principal, day: date, *, at: datetime, desk: UUID | None = None) -> list[OnDay]:
    """The cases at the actor's desks (or one of them) that have their hearing on a day or had it, in the order of their moments."""
    desks = [member.box.pk for member in memberships(actor.account, at=at) if desk in {None, member.box.pk}]
    first = datetime.combine(day, time(0), AMSTERDAM)
    span = (first, datetime.combine(day + timedelta(days=1), time(0), AMSTERDAM))
    begun = Act.objects.filter(case__desk__in=desks, act__in=BEGINS, at__gte=span[0], at__lt=span[1])
    cases = cases_heard(desks, span, begun.values("case"))
    acts: dict[UUID, list[Act]] = {case.pk: [] for case in cases}
    for act in Act.objects.filter(case__in=acts).order_by("number"):
        acts[act.case_id].append(act)
    rooms, parties = rooms_between(acts.keys(), *span), parties_by_case(acts.keys(), at)
    found = [_on_day(case, acts[case.pk], parties.get(case.pk, []), day) for case in cases]
    found = [replace(row, room=rooms.get(row.case.pk, "")) for row in found]
    return sorted(found, key=lambda row: (row.planned or row.began or first, row.case.number))


def _on_day(case: Case, acts: list[Act], parties: list[PartyNow], day: date) -> OnDay:
    planned, _called, began = _moments(case, acts)
    return OnDay(
        case,
        planned if planned and amsterdam(planned).date() == day else None,
        began if began and amsterdam(began).date() == day else None,
        tuple(parties),
    )


def _party(party: PartyNow, noted: HearingRecord | None) -> PartyAt:
    appeared = noted.facts.get("appeared") == "yes" if noted else None
    agent = party.representation
    by_lawyer = agent is not None and agent.kind == "lawyer"
    if noted and noted.facts.get("how"):
        by_lawyer = noted.facts["how"] == "with lawyer"
    return PartyAt(
        key=party.row.pk,
        name=party.row.short_name,
        role=party.row.role,
        legal=party.row.kind == "legal",
        lawyer=by_lawyer,
        appeared=appeared,
    )
