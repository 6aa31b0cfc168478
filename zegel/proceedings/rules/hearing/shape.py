"""A hearing as the law is asked about it."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from zegel.law.case_states import State
from zegel.law.courts import MATTERS, Matter
from zegel.lib.moments import amsterdam
from zegel.proceedings.rules.summons import Served


@dataclass(frozen=True, slots=True)
class PartyAt:
    """A party at a hearing. `appeared` is None as long as nobody noted whether it did."""

    key: UUID
    name: str
    role: str
    legal: bool
    lawyer: bool
    appeared: bool | None = None

    @property
    def claims(self) -> bool:
        """Whether it stands on the claimant's side."""
        return self.role in {"claimant", "intervening"}


@dataclass(frozen=True, slots=True)
class AtHearing:
    """What the law must know of a case at its hearing. `called` is the first calling, `began` the newest calling or continuation."""

    matter: Matter
    court: str
    location: str
    state: State
    planned: datetime | None
    called: datetime | None
    began: datetime | None
    parties: tuple[PartyAt, ...]
    very_urgent: bool
    exhibits: bool
    moved_for_claimant: bool
    summons: Served = field(default_factory=Served)

    def party(self, key: UUID) -> PartyAt | None:
        """A party of the case."""
        return next((party for party in self.parties if party.key == key), None)

    def moment(self, at: datetime) -> datetime:
        """When the hearing is or was: as planned, else as it was called, else now."""
        return amsterdam(self.planned or self.began or at)


def matter_named(name: str) -> Matter:
    """The matter of a case as it is kept, as the law's type."""
    return next(matter for matter in MATTERS if matter == name)
