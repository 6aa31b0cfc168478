"""What this house states to others."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AddressChanged:
    """An account has another mail address."""

    name: ClassVar[str] = "identity.address-changed"

    user: UUID
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MemberDeactivated:
    """The administrator `actor` lets somebody in no more; what they could open of the organisation is for others."""

    name: ClassVar[str] = "identity.member-deactivated"
    user: UUID
    organisation: UUID
    actor: UUID
    at: datetime
