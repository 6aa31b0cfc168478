"""The facts on which a court fee (*griffierecht*) hangs. The ledger is what the law makes of this list, and of nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, get_args
from uuid import UUID

from zegel.law.fees import AidDocument, Person, Role

Kind = Literal[
    "claim", "called", "appeared", "stayed away", "joined", "costs asked", "ended", "shared",
    "aid shown", "aid extended", "aid granted", "aid refused", "aid missed", "aid late",
    "claim increased", "increase disregarded", "tariff confirmed",
]  # fmt: skip
LONGEST_SOURCE: Final = 200
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
AID_DOCUMENTS: Final[tuple[AidDocument, ...]] = get_args(AidDocument)

OF_A_PARTY: Final[frozenset[Kind]] = frozenset(
    {"appeared", "stayed away", "joined", "aid shown", "aid extended", "aid granted", "aid refused", "aid missed", "aid late", "tariff confirmed"}
)  # fmt: skip
"""Facts about a party; the others are about the case."""

BY_ACTS: Final[frozenset[Kind]] = frozenset({"called", "costs asked", "ended"})
"""Facts that only an act in the course of the case brings."""

SIDES: Final[Mapping[str, Role]] = {
    "claimant": "joining claimant",
    "defendant": "joining defendant",
    "own": "intervening",
}
"""On whose side somebody joins (*voeging*), or with a claim of their own (*tussenkomst*)."""

LARGEST_CLAIM: Final = 100_000_000_000_00
"""In cents; a claim above it is a typing mistake."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened on a day, numbered in the order in which the court learnt of it.

    `values` by kind: of *claim* and *claim increased* `cents` (None: of undetermined value), of the second `counterclaim` and `aid`
    (the parties, as texts, that showed aid then) too; of *joined* `side`; of *aid shown* and *aid late* `document`, of the second
    `excusable`; of *aid extended* `until`; of *shared* `parties`; of *increase disregarded* `increase`, the number of that fact; of
    *tariff confirmed* `line`, `cents` and `source`, where the official tariff was read.
    """

    number: int
    kind: Kind
    day: date
    party: UUID | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Payer:
    """A party as the tariff sees it, in the order of the case."""

    key: UUID
    role: str
    person: Person


def known_kind(text: str) -> Kind | None:
    """The kind of a name, if there is one."""
    return next((kind for kind in KINDS if kind == text), None)
