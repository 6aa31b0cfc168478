"""Keeping the facts on which fees hang: by the acts of a case, and by a clerk of the court."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Max

from zegel.casefile.queries import Case, PartyNow, court_case, parties_of
from zegel.evidence.actions import write
from zegel.fees.actions.ledger import settle
from zegel.fees.errors import AidTermRuns, FactRefused, FactTaken, ShareRefused
from zegel.fees.events import FeeFactKept
from zegel.fees.models import Fact, LedgerEntry
from zegel.fees.queries.reckoned import facts_of, payer_of
from zegel.fees.rules.checks import Stated, grant_term, misfit, shareable
from zegel.fees.rules.facts import BY_ACTS, Kind, Payer
from zegel.law.case_states import Act
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal
from zegel.lib.verbs import step

BEGINS: Final[Mapping[Act, Kind]] = {
    "call": "called",
    "ask costs decision": "costs asked",
    "give judgment": "ended",
    "give costs judgment": "ended",
    "strike out": "ended",
}
"""Which act is which fact, on the day it is done."""

_HEARD: Final[frozenset[Act]] = frozenset({"call", "continue", "appear to clear"})
"""Acts that say in their facts which parties appeared (`appeared`, a list of parties)."""


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact as a clerk states it, once by its identifier. `values` are those of `rules.facts.Fact`."""

    id: UUID
    kind: Kind
    day: date
    party: UUID | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def keep_fact(*, actor: Principal, case: UUID, new: NewFact, at: datetime) -> list[LedgerEntry]:
    """Keep a fact and book what follows from it; the same one again books nothing. Gives what was booked.

    Raises:
        CaseUnknown, NotOfThisCourt, MayNotSend; FactRefused: it does not fit, or only an act in the course of the case brings it;
        ShareRefused; AidTermRuns; FactTaken.
    """
    found = court_case(actor, case, at)
    if new.kind in BY_ACTS:
        raise FactRefused(field="kind")
    if known := Fact.objects.filter(pk=new.id).first():
        if (known.case_id, known.kind, known.actor) != (found.pk, new.kind, actor.reference):
            raise FactTaken
        return []
    keep([stated(found, new, at)], found, ids=[new.id], actor=actor, at=at)
    return settle(found, actor=actor, at=at)


@step
def levy_after(
    case: Case, *, act: UUID, name: Act, told: Mapping[str, Any], actor: Principal, at: datetime
) -> list[LedgerEntry]:
    """Keep what an act in the course of a case means for its fees, and book what follows (7.1, 8.1). The caller has locked the case.

    `told` are the facts of the act. Where it names as appeared who is no defendant of the case, that is left out. Of *correct fee* it
    holds under `fee` what the court corrects.

    Raises:
        FactRefused, ShareRefused, AidTermRuns: what is corrected does not fit.
    """
    day = amsterdam(at).date()
    fresh = list(_begun(case, name, day, told, at))
    if name == "correct fee" and "fee" in told:
        fresh.append(stated(case, _corrected(act, told["fee"]), at))
    if not fresh:
        return []
    ids = [uuid5(act, f"{each.kind} {each.party.key if each.party else ''}") for each in fresh]
    keep(fresh, case, ids=ids, act=act, actor=actor, at=at)
    return settle(case, actor=actor, at=at)


@step
def levy_for(case: Case, *, told: Sequence[NewFact], actor: Principal, at: datetime) -> list[LedgerEntry]:
    """Keep facts that were noted elsewhere, at the hearing, and book what follows. The caller has locked the case.

    What does not fit is left out: it stands where it was noted, and a clerk can still keep it.
    """
    for new in told:
        with suppress(FactRefused):
            keep([stated(case, new, at)], case, ids=[new.id], actor=actor, at=at)
    return settle(case, actor=actor, at=at) if told else []


@step
def stated(case: Case, new: NewFact, at: datetime) -> Stated:
    """A new fact, checked against what is known of its case.

    Raises:
        FactRefused, ShareRefused, AidTermRuns.
    """
    parties = parties_of(case, at)
    payers = [payer_of(party.row) for party in parties]
    party = next((payer for payer in payers if payer.key == new.party), None)
    if new.party is not None and party is None:
        raise FactRefused(field="party")
    facts = facts_of(case.pk)
    day, today = new.day, amsterdam(at).date()
    if new.kind == "aid missed" and party is not None:
        term = grant_term(facts, party)
        if term is None or term.last >= today:
            raise AidTermRuns
        day = term.last
    fact = Stated(new.kind, day, party, dict(new.values))
    if wrong := misfit(fact, payers, facts, today):
        raise FactRefused(field=wrong)
    if fact.kind == "shared":
        _check_shared(fact, parties)
    return fact


@step
def keep(
    fresh: list[Stated],
    case: Case,
    *,
    ids: list[UUID],
    actor: Principal,
    at: datetime,
    act: UUID | None = None,
) -> None:
    """Rows and evidence of facts that were checked; the caller has locked the case."""
    last = Fact.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    rows = [
        Fact(
            id=key,
            case_id=case.pk,
            number=number,
            kind=each.kind,
            day=each.day,
            party_id=each.party.key if each.party else None,
            values=dict(each.values),
            act=act,
            actor=actor.reference,
            at=at,
        )
        for number, (key, each) in enumerate(zip(ids, fresh, strict=True), last + 1)
    ]
    Fact.objects.bulk_create(rows)
    write([_kept(row) for row in rows], actor=actor, at=at)


def _begun(case: Case, name: Act, day: date, told: Mapping[str, Any], at: datetime) -> Iterator[Stated]:
    known = facts_of(case.pk)
    kind = BEGINS.get(name)
    if kind is not None and not any(fact.kind == kind for fact in known):
        yield Stated(kind, day, None, {})
    if name in _HEARD:
        there = {str(key) for key in told.get("appeared", ())}
        came = {fact.party for fact in known if fact.kind == "appeared"}
        for party in parties_of(case, at):
            if party.row.role == "defendant" and str(party.row.pk) in there and party.row.pk not in came:
                yield Stated("appeared", day, _payer(party), {})


def _payer(party: PartyNow) -> Payer:
    return payer_of(party.row)


def _corrected(act: UUID, told: Mapping[str, Any]) -> NewFact:
    party = told.get("party")
    return NewFact(
        act,
        told["kind"],
        date.fromisoformat(told["day"]),
        UUID(party) if party else None,
        told.get("values", {}),
    )


def _check_shared(fact: Stated, parties: list[PartyNow]) -> None:
    named = set(fact.values["parties"])
    agents = [_agent(party) for party in parties if str(party.row.pk) in named]
    if not shareable(agents, equal_pleadings=fact.values.get("equal") is True):
        raise ShareRefused(field="parties")


def _agent(party: PartyNow) -> str:
    """Who acts for a party, so that two can be compared: by number, or else by name and office."""
    agent = party.representation
    return (agent.profession_number or f"{agent.name}, {agent.office}") if agent else ""


def _kept(row: Fact) -> FeeFactKept:
    return FeeFactKept(
        subject=row.case_id,
        fact=row.pk,
        number=row.number,
        kind=row.kind,
        day=row.day,
        party=row.party_id,
        values=row.values,
    )
