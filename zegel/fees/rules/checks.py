"""Whether something can be a fact of a case: its values are of their kind, and it fits what is known already."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeIs

from zegel.fees.rules.facts import (
    AID_DOCUMENTS,
    LARGEST_CLAIM,
    LONGEST_SOURCE,
    OF_A_PARTY,
    SIDES,
    Fact,
    Kind,
    Payer,
)
from zegel.fees.rules.reckoning import Term, grant_due
from zegel.law.decisions import Decision
from zegel.law.fees import may_share

OLDEST = date(2010, 1, 1)
"""The calendar of the law begins here."""
YEARS_AHEAD = 5
"""Nobody is given more time than this; a later year is a typing mistake."""
LARGEST_PAYMENT = 1_000_000_00
"""In cents; no fee comes near it."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact as somebody states it, before it has its number."""

    kind: Kind
    day: date
    party: Payer | None
    values: Mapping[str, Any]

    def numbered(self, number: int) -> Fact:
        """The same with its number."""
        return Fact(number, self.kind, self.day, self.party.key if self.party else None, self.values)


def misfit(stated: Stated, payers: Sequence[Payer], facts: Sequence[Fact], today: date) -> str:
    """The field that does not fit; empty when all does."""
    if not OLDEST <= stated.day <= today:
        return "day"
    if (stated.party is not None) != (stated.kind in OF_A_PARTY):
        return "party"
    return _MISFITS.get(stated.kind, _nothing)(stated, payers, facts)


def same_values(kept: Mapping[str, Any], stated: Mapping[str, Any]) -> bool:
    """Whether two say the same. Which line of the tariff is confirmed is not said but looked up, and is another one afterwards."""
    told = [{key: value for key, value in values.items() if key != "line"} for values in (kept, stated)]
    return told[0] == told[1]


def grant_term(facts: Sequence[Fact], party: Payer) -> Term | None:
    """The term in which a party must file the definitive grant of aid (7.4); None where none runs."""
    shown = [fact for fact in facts if fact.kind == "aid shown" and fact.party == party.key]
    ended = next((fact for fact in facts if fact.kind == "ended"), None)
    if ended is None or not shown or shown[-1].values["document"] != "toevoegingsaanvraag":
        return None
    closed = {"aid granted", "aid refused", "aid missed"}
    if any(fact.kind in closed and fact.party == party.key for fact in facts):
        return None
    extensions = [fact for fact in facts if fact.kind == "aid extended" and fact.party == party.key]
    return grant_due(ended.day, extensions[-1] if extensions else None)


def shareable(agents: Sequence[str], *, equal_pleadings: bool) -> Decision:
    """Whether parties with these representatives (empty: none) may pay one fee together."""
    same = len(set(agents)) == 1 and bool(agents[0])
    return may_share(same, equal_pleadings)


def _nothing(_stated: Stated, _payers: Sequence[Payer], _facts: Sequence[Fact]) -> str:
    return ""


def _claim(stated: Stated, _payers: Sequence[Payer], facts: Sequence[Fact]) -> str:
    cents = stated.values.get("cents")
    if stated.kind == "claim":
        return "" if cents is None or _amount(cents) else "cents"
    known = [fact.values["cents"] for fact in facts if fact.kind in {"claim", "claim increased"}]
    if not known or not _amount(cents) or cents <= max(value or 0 for value in known):
        return "cents"
    return ""


def _amount(cents: object) -> TypeIs[int]:
    return isinstance(cents, int) and not isinstance(cents, bool) and 0 <= cents <= LARGEST_CLAIM


def _party(stated: Stated, _payers: Sequence[Payer], facts: Sequence[Fact]) -> str:
    role = stated.party.role if stated.party else ""
    if stated.kind in {"appeared", "stayed away"}:
        # Who appears, appears at a hearing: the case was called.
        called = next((fact.day for fact in facts if fact.kind == "called"), None)
        if role != "defendant":
            return "party"
        return "" if called is not None and called <= stated.day else "day"
    if role not in {"joined", "intervening"}:
        return "party"
    return "" if stated.values.get("side") in SIDES else "side"


def _aid(stated: Stated, _payers: Sequence[Payer], facts: Sequence[Fact]) -> str:
    if stated.kind == "aid shown":
        return "" if stated.values.get("document") in AID_DOCUMENTS else "document"
    if stated.kind == "aid late":
        fits = stated.values.get("document") in {"toevoeging", "inkomensverklaring"}
        return "" if fits and isinstance(stated.values.get("excusable"), bool) else "document"
    shown = any(
        fact.kind == "aid shown" and stated.party and fact.party == stated.party.key for fact in facts
    )
    if not shown:
        return "party"
    if stated.kind == "aid extended":
        try:
            until = date.fromisoformat(str(stated.values.get("until")))
        except ValueError:
            return "until"
        near = stated.day <= until and until.year <= stated.day.year + YEARS_AHEAD
        return "" if near and any(fact.kind == "ended" for fact in facts) else "until"
    return ""


def _disregarded(stated: Stated, _payers: Sequence[Payer], facts: Sequence[Fact]) -> str:
    number = stated.values.get("increase")
    known = any(fact.kind == "claim increased" and fact.number == number for fact in facts)
    return "" if known else "increase"


def _shared(stated: Stated, payers: Sequence[Payer], _facts: Sequence[Fact]) -> str:
    named = stated.values.get("parties")
    known = {str(payer.key) for payer in payers}
    fits = isinstance(named, list) and len(set(named)) > 1 and set(named) <= known
    return "" if fits else "parties"


def _confirmed(stated: Stated, _payers: Sequence[Payer], _facts: Sequence[Fact]) -> str:
    cents, source = stated.values.get("cents"), stated.values.get("source")
    if not (_amount(cents) and cents and stated.values.get("line")):
        return "cents"
    return "" if isinstance(source, str) and 0 < len(source.strip()) <= LONGEST_SOURCE else "source"


_MISFITS: Mapping[Kind, Callable[[Stated, Sequence[Payer], Sequence[Fact]], str]] = {
    "claim": _claim,
    "claim increased": _claim,
    "appeared": _party,
    "stayed away": _party,
    "joined": _party,
    "aid shown": _aid,
    "aid extended": _aid,
    "aid granted": _aid,
    "aid refused": _aid,
    "aid missed": _aid,
    "aid late": _aid,
    "increase disregarded": _disregarded,
    "shared": _shared,
    "tariff confirmed": _confirmed,
}
