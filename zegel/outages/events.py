"""What this house states in evidence."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageBegan(EvidenceEvent):
    """A probe saw a part fail. `report` and its `signature` (base64) are the probe's own words."""

    name: ClassVar[str] = "outages.outage.began"
    words: ClassVar[Words] = Words(gettext_noop("A disruption began"), "warning", "warning", "outages")

    part: str
    last_good: datetime | None
    began: datetime
    ended: datetime | None
    why: str
    report: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageEnded(EvidenceEvent):
    """The same, with the moment from which it worked again."""

    name: ClassVar[str] = "outages.outage.ended"
    words: ClassVar[Words] = Words(gettext_noop("A disruption ended"), "ok", "check", "outages")

    part: str
    last_good: datetime | None
    began: datetime
    ended: datetime | None
    why: str
    report: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenanceAnnounced(EvidenceEvent):
    """Maintenance is planned."""

    name: ClassVar[str] = "outages.maintenance.announced"
    words: ClassVar[Words] = Words(gettext_noop("Maintenance was announced"), "", "info", "outages")

    part: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenanceWithdrawn(EvidenceEvent):
    """It is planned no more."""

    name: ClassVar[str] = "outages.maintenance.withdrawn"
    words: ClassVar[Words] = Words(gettext_noop("Maintenance was called off"), "", "close", "outages")
