"""Reads of the register; it is public."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from zegel.evidence.queries import Proof, proof_of, record_of
from zegel.outages.models import Maintenance, Outage
from zegel.outages.rules import Interval, Part

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Maintenance",
    "Outage",
    "intervals",
    "open_outages",
    "planned",
    "proof_of_outage",
    "register",
]

PAGE = 100
AHEAD = timedelta(days=14)


def register() -> list[Outage]:
    """The newest hundred outages, newest first."""
    return list(Outage.objects.order_by("-began_at", "-id")[:PAGE])


def open_outages() -> list[Outage]:
    """What does not work now, as far as a probe has told."""
    return list(Outage.objects.filter(ended_at__isnull=True).order_by("began_at"))


def planned(*, at: datetime) -> list[Maintenance]:
    """Maintenance that is going on or comes within two weeks, soonest first."""
    rows = Maintenance.objects.filter(withdrawn_at__isnull=True, ends_at__gt=at, starts_at__lt=at + AHEAD)
    return list(rows.order_by("starts_at"))


def intervals(*, since: datetime, until: datetime) -> list[Interval]:
    """The outages of a period, as rules read them."""
    rows = Outage.objects.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=since), began_at__lt=until)
    return [
        Interval(Part(row.part), row.began_at, row.ended_at, row.end_published_at)
        for row in rows.order_by("began_at")
    ]


def proof_of_outage(key: UUID) -> Proof | None:
    """What the log proves of an outage: its begin and, once it was over, its end. None where there is no such outage.

    Raises:
        ReceiptPending: the log has not taken them in yet.
    """
    found = Outage.objects.filter(pk=key).first()
    if found is None:
        return None
    events = ["outages.outage.began"] + (["outages.outage.ended"] if found.ended_at else [])
    return proof_of(*(record_of(key, event) for event in events))
