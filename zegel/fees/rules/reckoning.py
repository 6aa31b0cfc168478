"""From the facts of a case to what each party owes, by `zegel.law.fees` and `zegel.law.terms` alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from zegel.fees.rules.facts import AID_DOCUMENTS, SIDES, Fact, Payer
from zegel.law.courts import Matter
from zegel.law.decisions import Decision
from zegel.law.fees import (
    AidDocument,
    Bracket,
    Fee,
    Person,
    Role,
    aid_shown,
    fee,
    levied_as,
    may_lower,
    owes,
    owes_after_withdrawal,
    raised_for,
    raised_for_claim,
    raised_to_full,
    shared_person,
)
from zegel.law.terms import compute
from zegel.law.terms.moments import day_of
from zegel.law.verdicts import Answer

type Said = Answer[bool] | Answer[int] | Answer[Person] | Decision


@dataclass(frozen=True, slots=True)
class Term:
    """A last day to pay, and the term of `zegel.law.terms` with its facts that gives it."""

    last: date
    rule: str
    given: dict[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """A part of what a party owes, in cents: the levy (`key` "levy"), or what a later fact changed (`key` is its number).

    A lowering has no `term`. `line` is the line of the tariff; `certain` says whether the amount was read in the official
    instrument or confirmed by the court.
    """

    party: UUID
    key: str
    cents: int
    day: date
    why: Said
    term: Term | None
    line: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A party owes, and the amount cannot be said yet: the claim is not known, or the year has no tariff."""

    party: UUID
    code: str
    term: Term
    why: Said | None = None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What the law makes of the facts. `together` is who pays with whom: by party, the one in whose name the fee stands;
    `nothing` why somebody owes nothing (yet); `asked` what a fact was answered with, by its number."""

    items: tuple[Item, ...]
    waiting: tuple[Waiting, ...]
    together: dict[UUID, UUID]
    nothing: dict[UUID, Answer[bool]]
    asked: dict[int, Said]

    def total(self, party: UUID) -> int:
        """What a party owes in all, in cents."""
        return sum(item.cents for item in self.items if item.party == party)


@dataclass(slots=True)
class _Known:
    """The facts of a case, as questions."""

    matter: Matter
    payers: Sequence[Payer]
    facts: Sequence[Fact]
    asked: dict[int, Said] = field(default_factory=dict)

    def last(self, kind: str, party: UUID | None = None) -> Fact | None:
        found = [f for f in self.facts if f.kind == kind and (party is None or f.party == party)]
        return found[-1] if found else None

    def first(self, kind: str, party: UUID | None = None) -> Fact | None:
        return next((f for f in self.facts if f.kind == kind and (party is None or f.party == party)), None)

    def appearance(self, party: UUID) -> Fact | None:
        """The fact that a party appeared, unless it was noted later that it had stayed away."""
        came: Fact | None = None
        for fact in self.facts:
            if fact.party == party and fact.kind == "appeared":
                came = came or fact
            elif fact.party == party and fact.kind == "stayed away":
                came = None
        return came

    def proof_of_aid(self, party: UUID, hearing: date) -> Fact | None:
        """The proof of aid that counts: the last one filed in time, or else the last one."""
        found = [f for f in self.facts if f.kind == "aid shown" and f.party == party]
        return next((fact for fact in reversed(found) if fact.day <= hearing), found[-1] if found else None)

    @property
    def natural_party(self) -> bool:
        return any(payer.person == "natural" for payer in self.payers)

    def fee_of(self, claim: Decimal | None, person: Person, day: date) -> Fee | Decision:
        return fee(self.matter, claim, person, day, natural_party=self.natural_party)

    def confirmed(self, line: str) -> int | None:
        found = [f for f in self.facts if f.kind == "tariff confirmed" and f.values["line"] == line]
        return int(found[-1].values["cents"]) if found else None


def line_of(owed: Fee) -> str:
    """The line of the tariff that a fee is on, as a confirmation names it."""
    return line_name(owed.year, owed.bracket, owed.person)


def line_name(year: int, bracket: Bracket, person: Person) -> str:
    """A line of a year's tariff for a kind of person, as a confirmation names it."""
    claim = "undetermined" if bracket.undetermined else str(bracket.up_to or "above")
    return f"{year} {bracket.judge} {claim} {person}"


def reckon(matter: Matter, payers: Sequence[Payer], facts: Sequence[Fact]) -> Reckoned:
    """What every party owes by the facts, each amount with its reason, article and last day.

    The order of the facts is that in which the court learnt of them.
    """
    known = _Known(matter, payers, facts)
    duties, nothing = _duties(known)
    together = _together(known, duties)
    items: list[Item] = []
    waiting: list[Waiting] = []
    for lead in dict.fromkeys(together.get(key, key) for key in duties):
        members = [
            payer for payer in payers if payer.key in duties and together.get(payer.key, payer.key) == lead
        ]
        found = _Bill(known, lead, members, duties).items()
        if isinstance(found, Waiting):
            waiting.append(found)
        else:
            items += found
    return Reckoned(tuple(items), tuple(waiting), together, nothing, known.asked)


def _duties(known: _Known) -> tuple[dict[UUID, tuple[date, Answer[bool]]], dict[UUID, Answer[bool]]]:
    """Since when each party owes and why; and why the others owe nothing."""
    duties: dict[UUID, tuple[date, Answer[bool]]] = {}
    nothing: dict[UUID, Answer[bool]] = {}
    for payer in known.payers:
        day, said = _duty(known, payer)
        if said.value and day is not None:
            duties[payer.key] = (day, said)
        else:
            nothing[payer.key] = said
    return duties, nothing


def _duty(known: _Known, payer: Payer) -> tuple[date | None, Answer[bool]]:
    if payer.role in {"joined", "intervening"}:
        joined = known.first("joined", payer.key)
        side = SIDES[joined.values["side"]] if joined else "intervening"
        said = owes(known.matter, side)
        return (joined.day if joined else None), said
    role: Role = "claimant" if payer.role == "claimant" else "defendant"
    begun = known.first("called") if role == "claimant" else known.appearance(payer.key)
    costs = known.first("costs asked")
    if begun is None and costs is not None:
        return costs.day, owes_after_withdrawal(known.matter, role, costs_asked=True)
    came = begun is not None
    return (begun.day if begun else None), owes(known.matter, role, called=came, appeared=came)


def _together(known: _Known, duties: dict[UUID, tuple[date, Answer[bool]]]) -> dict[UUID, UUID]:
    """Who pays together with whom (Wgbz 15): the last word counts for each party; the fee stands in the name of the first of them."""
    groups: dict[UUID, frozenset[UUID]] = {}
    for fact in known.facts:
        if fact.kind == "shared":
            named = frozenset(UUID(text) for text in fact.values["parties"])
            groups = {key: group for key, group in groups.items() if not group & named}
            groups |= dict.fromkeys(named, named)
    found: dict[UUID, UUID] = {}
    for key in duties:
        owing = [other for other in duties if other in groups.get(key, ())]
        if len(owing) > 1:
            found[key] = owing[0]
    return found


class _Bill:
    """One fee, of one party or of several together, followed through the facts."""

    def __init__(
        self,
        known: _Known,
        lead: UUID,
        members: Sequence[Payer],
        duties: dict[UUID, tuple[date, Answer[bool]]],
    ) -> None:
        self.known, self.lead, self.members = known, lead, members
        self.keys = {member.key for member in members}
        self.day, self.duty = min((duties[key] for key in self.keys), key=lambda pair: pair[0])
        self.tariff_day = (known.first("called") or Fact(0, "called", self.day)).day
        self.persons: dict[UUID, Person] = {}
        self.basis: dict[UUID, str] = {}
        self.claim: Decimal | None = None
        self.owed: Fee
        self.cents = 0
        self.certain = True

    def items(self) -> list[Item] | Waiting:
        """The levy and what changed it, in the order of the facts."""
        claim = self.known.last("claim")
        term = _term("7.1", "appeared", self.day)
        if claim is None:
            return Waiting(self.lead, "claim", term)
        self.claim = _euros(claim.values["cents"])
        for member in self.members:
            self._person_at_levy(member)
        owed = self.known.fee_of(self.claim, self._person(), self.tariff_day)
        if isinstance(owed, Decision):
            return Waiting(self.lead, "tariff", term, owed)
        self.owed = owed
        self.cents, self.certain = self._priced(owed)
        levy = self._item("levy", self.cents, self.day, self.duty, term)
        return [levy, *self._changes()]

    def _person_at_levy(self, member: Payer) -> None:
        """The tariff a party is levied by (7.2, 7.3): proof of aid counts when it was filed at latest at the hearing."""
        shown = self.known.proof_of_aid(member.key, self.day)
        document = shown.values["document"] if shown else None
        answered = aid_shown(document, shown.day if shown else None, self.day)
        levied = levied_as(member.person, answered)
        self.persons[member.key] = levied.value
        if shown:
            self.known.asked[shown.number] = answered
            if answered:
                self.basis[member.key] = shown.values["document"]

    def _person(self) -> Person:
        return shared_person(list(self.persons.values())).value

    def _priced(self, owed: Fee) -> tuple[int, bool]:
        confirmed = self.known.confirmed(line_of(owed))
        if confirmed is not None:
            return confirmed, True
        return owed.amount.euros * 100, owed.amount.verified

    def _changes(self) -> Iterator[Item]:
        disregarded = {
            int(fact.values["increase"]) for fact in self.known.facts if fact.kind == "increase disregarded"
        }
        for fact in self.known.facts:
            if fact.kind == "claim increased" and fact.number not in disregarded:
                yield from self._increased(fact)
            elif fact.party in self.keys:
                yield from self._aid_changed(fact)

    def _increased(self, fact: Fact) -> Iterator[Item]:
        """7.7: a larger money claim, for whom it raises the fee."""
        came = any(self.known.appearance(payer.key) for payer in self.known.payers)
        roles = raised_for(self.known.matter, came).value
        if not any(member.role in roles for member in self.members):
            return
        claim = _euros(fact.values["cents"])
        if claim is None:
            return
        shown = fact.values.get("aid", ())
        said = raised_for_claim(
            self.owed,
            self.known.matter,
            claim,
            fact.day,
            counterclaim=bool(fact.values.get("counterclaim")),
            aid=any(str(key) in shown for key in self.keys),
            natural_party=self.known.natural_party,
        )
        self.known.asked[fact.number] = said
        if isinstance(said, Decision) or not said.value:
            return
        self.claim, self.tariff_day = claim, fact.day
        yield from self._becomes(fact, said, _term("7.7", "increased", fact.day))

    def _aid_changed(self, fact: Fact) -> Iterator[Item]:
        """7.5 and 7.6: what became of the aid on which the fee was levied, or aid that came after."""
        key = fact.party
        if key is None:
            return
        basis = self.basis.get(key)
        if fact.kind in {"aid refused", "aid missed"} and basis is not None:
            said = raised_to_full(
                _document(basis), granted_in_time=False, refused_or_withdrawn=fact.kind == "aid refused"
            )
            self.known.asked[fact.number] = said
            if said.value:
                del self.basis[key]
                self.persons[key] = self._full(key)
                begins = "refused" if fact.kind == "aid refused" else "missed"
                yield from self._becomes(fact, said, _term("7.5", begins, fact.day))
        elif fact.kind == "aid late" and basis is None:
            allowed = may_lower(_in_time(self.known, fact), fact.values.get("excusable"))
            self.known.asked[fact.number] = allowed
            if allowed:
                self.persons[key] = "indigent"
                yield from self._becomes(fact, allowed, None)

    def _full(self, key: UUID) -> Person:
        return next(member.person for member in self.members if member.key == key)

    def _becomes(self, fact: Fact, why: Said, term: Term | None) -> Iterator[Item]:
        """The fee as it is after a fact; a part of its own where it differs."""
        owed = self.known.fee_of(self.claim, self._person(), self.tariff_day)
        if isinstance(owed, Decision):
            return
        before = self.cents
        self.owed = owed
        self.cents, certain = self._priced(owed)
        self.certain = self.certain and certain
        if self.cents != before:
            yield self._item(str(fact.number), self.cents - before, fact.day, why, term)

    def _item(self, key: str, cents: int, day: date, why: Said, term: Term | None) -> Item:
        kept = term if cents > 0 else None
        return Item(self.lead, key, cents, day, why, kept, line_of(self.owed), self.certain)


def grant_due(ended: date, extension: Fact | None) -> Term:
    """The last day to file the definitive grant of aid (7.4), with more time where the registry gave it."""
    given = {"judgment": ended.isoformat()}
    if extension is not None:
        given |= {"extended": str(extension.values["until"]), "obtained": extension.day.isoformat()}
    return Term(day_of(compute("7.4", given).value), "7.4", given)


def _term(rule: str, begins: str, day: date) -> Term:
    given = {begins: day.isoformat()}
    return Term(day_of(compute(rule, given).value), rule, given)


def _in_time(known: _Known, late: Fact) -> bool:
    """Whether aid that came after the levy was filed within the term of 7.6; before judgment or striking out it is."""
    ended = known.first("ended")
    return ended is None or late.day <= _term("7.6", "judgment", ended.day).last


def _document(text: str) -> AidDocument:
    return next(document for document in AID_DOCUMENTS if document == text)


def _euros(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents) / 100
