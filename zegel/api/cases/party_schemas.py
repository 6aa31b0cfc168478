"""Shapes of requests and decisions about parties on the wire."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from zegel.api.cases.schemas import CaseCircleIn, ChannelName
from zegel.api.shared.wire import Base64In, Wire


class DecisionReasonIn(Wire):
    """Words sealed to a circle of the case: the one named, or (`new_circle`) the one that is made in the same act."""

    circle: UUID | None = None
    new_circle: bool = False
    envelope: Base64In
    sealed_key: Base64In
    key_version: int = Field(ge=1, le=1_000_000)


class ChannelIn(Wire):
    to: ChannelName


class ExclusionIn(Wire):
    """Who is excluded, a party or one account that reads for it, why, and until when; without `until` for good."""

    account: UUID | None = None
    ground: Literal["disturbs", "endangers"]
    until: str = Field(default="", max_length=40)
    reason: DecisionReasonIn | None = None


class DecisionIn(Wire):
    """What was decided. A granted change of channel has its date, granted shielding the circle that was made for it."""

    granted: bool
    effective: str = Field(default="", max_length=40)
    circle: CaseCircleIn | None = None
    reason: DecisionReasonIn | None = None


class PartyRequestOut(Wire):
    """What a party asked: for shielding from other parties (`without`), or a channel (`to`); or that it was excluded. `outcome` is empty
    until it is decided."""

    id: UUID
    party: UUID
    kind: Literal["shielding", "switch", "exclusion"]
    to: str
    without: list[UUID]
    filing: UUID | None
    asked_at: str
    outcome: Literal["", "granted", "refused"]


class OutOfLineOut(Wire):
    """A circle, the mailboxes that are to be let in with all its keys, those that are to leave, and whether its key is known to
    somebody who left."""

    container: UUID
    join: list[UUID]
    leave: list[UUID]
    renew: bool
