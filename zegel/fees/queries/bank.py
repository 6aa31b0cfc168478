"""What waits at a desk: fees that are open or late, amounts the court must settle, and payments nobody could match."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zegel.boxes.queries import membership
from zegel.fees.models import PartyFee, StatementLine
from zegel.lib.principal import Principal

MOST = 100


@dataclass(frozen=True, slots=True)
class DeskFees:
    """At most `MOST` of each: open fees by their last day, those the court must settle, those it pays back, unmatched payments."""

    unpaid: list[PartyFee]
    waiting: list[PartyFee]
    back: list[PartyFee]
    lines: list[StatementLine]


def court_of_desk(desk: UUID) -> str | None:
    """The court whose fees a desk has; None where it has none yet."""
    return PartyFee.objects.filter(desk=desk).values_list("case__court", flat=True).first()


def fees_of_desk(actor: Principal, desk: UUID, *, at: datetime) -> DeskFees:
    """What waits at a desk of the actor's. Payments are those on the account of its court.

    Raises:
        BoxUnknown.
    """
    membership(actor.account, desk, at=at)
    rows: QuerySet[PartyFee] = PartyFee.objects.filter(desk=desk).select_related("case", "party")
    lines = StatementLine.objects.filter(court=court_of_desk(desk) or "", state=StatementLine.State.UNMATCHED)
    return DeskFees(
        unpaid=list(rows.filter(balance__gt=0).order_by("due_on", "pk")[:MOST]),
        waiting=list(rows.exclude(waits="").order_by("pk")[:MOST]),
        back=list(rows.filter(balance__lt=0).order_by("pk")[:MOST]),
        lines=list(lines.order_by("-credited_on", "pk")[:MOST]),
    )
