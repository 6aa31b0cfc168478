"""Which duties of chapter 7 are open: what is to be paid or filed, by whom, until when."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from zegel.fees.rules.checks import grant_term
from zegel.fees.rules.facts import Fact, Kind, Payer
from zegel.fees.rules.reckoning import Item, Reckoned, Term
from zegel.law.rules.duties import Event

_CHANGES: Final[Mapping[Kind, Event]] = {
    "aid refused": "aid refused or withdrawn",
    "aid missed": "aid refused or withdrawn",
    "claim increased": "claim increased",
}
_LEVIES: Final[Mapping[str, Event]] = {
    "claimant": "called",
    "intervening": "called",
    "defendant": "defendant appeared",
    "joined": "defendant appeared",
}


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """A duty of `law.rules.duties` that waits, by its event, with its term; `role` is that of the party."""

    event: Event
    role: str
    term: Term | None


def open_duties(
    reckoned: Reckoned, payers: Sequence[Payer], facts: Sequence[Fact], paid: Mapping[UUID, int]
) -> Iterator[OpenDuty]:
    """The duties that wait; `paid` is what each party paid, got back and was let off, in cents.

    What is paid counts for what was due first.
    """
    roles = {payer.key: payer.role for payer in payers}
    for each in reckoned.waiting:
        yield OpenDuty(_LEVIES[roles[each.party]], roles[each.party], each.term)
    for payer in payers:
        left = paid.get(payer.key, 0)
        for item in _by_day(item for item in reckoned.items if item.party == payer.key):
            left -= item.cents
            if left < 0 and item.term is not None:
                yield OpenDuty(_event(item, payer, facts), payer.role, item.term)
        if term := grant_term(facts, payer):
            yield OpenDuty("aid applied for", payer.role, term)


def _by_day(items: Iterable[Item]) -> list[Item]:
    """Lowerings first: they hold from the beginning."""
    return sorted(items, key=lambda item: (item.term is not None, item.term.last if item.term else item.day))


def _event(item: Item, payer: Payer, facts: Sequence[Fact]) -> Event:
    kinds = {str(fact.number): fact.kind for fact in facts}
    kind = kinds.get(item.key)
    return _CHANGES.get(kind, _LEVIES[payer.role]) if kind else _LEVIES[payer.role]
