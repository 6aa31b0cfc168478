"""A fact that somebody states, checked against what is known of its case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from zegel.casefile.queries import Case, PartyNow, parties_of
from zegel.fees.errors import AidTermRuns, FactRefused, ShareRefused
from zegel.fees.queries.reckoned import facts_of, payer_of
from zegel.fees.rules.checks import Stated, grant_term, misfit, shareable
from zegel.fees.rules.facts import Kind
from zegel.lib.moments import amsterdam


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact as it is stated, once by its identifier. `values` are those of `rules.facts.Fact`; of *shared* `equal` says that the
    pleadings are the same."""

    id: UUID
    kind: Kind
    day: date
    party: UUID | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


def stated_fact(case: Case, new: NewFact, at: datetime) -> Stated:
    """A new fact as it would be kept: of a grant of aid that stayed out the day is the last one of its term.

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


def _check_shared(fact: Stated, parties: list[PartyNow]) -> None:
    named = set(fact.values["parties"])
    agents = [_agent(party) for party in parties if str(party.row.pk) in named]
    if not shareable(agents, equal_pleadings=fact.values.get("equal") is True):
        raise ShareRefused(field="parties")


def _agent(party: PartyNow) -> str:
    """Who acts for a party, so that two can be compared: by number, or else by name and office."""
    agent = party.representation
    return (agent.profession_number or f"{agent.name}, {agent.office}") if agent else ""
