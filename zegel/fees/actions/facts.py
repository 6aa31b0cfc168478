"""Keeping the facts on which fees hang: by the acts of a case, and by a clerk of the court."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Max

from zegel.casefile.queries import Case, court_case, parties_of
from zegel.evidence.actions import write
from zegel.fees.actions.ledger import settle
from zegel.fees.errors import FactRefused, FactTaken
from zegel.fees.events import FeeFactKept
from zegel.fees.models import Fact, LedgerEntry
from zegel.fees.queries.reckoned import facts_of, payer_of
from zegel.fees.queries.stated import NewFact, stated_fact
from zegel.fees.rules.checks import Stated, same_values
from zegel.fees.rules.facts import BY_ACTS, Kind
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
        same = (known.case_id, known.kind, known.actor) == (found.pk, new.kind, actor.reference)
        if not same or known.party_id != new.party or not same_values(known.values, new.values):
            raise FactTaken
        return []
    keep([stated_fact(found, new, at)], found, ids=[new.id], actor=actor, at=at)
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
        fresh.append(stated_fact(case, _corrected(act, told["fee"]), at))
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
            keep([stated_fact(case, new, at)], case, ids=[new.id], actor=actor, at=at)
    return settle(case, actor=actor, at=at) if told else []


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
                yield Stated("appeared", day, payer_of(party.row), {})


def _corrected(act: UUID, told: Mapping[str, Any]) -> NewFact:
    party = told.get("party")
    return NewFact(
        act,
        told["kind"],
        date.fromisoformat(told["day"]),
        UUID(party) if party else None,
        told.get("values", {}),
    )


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
