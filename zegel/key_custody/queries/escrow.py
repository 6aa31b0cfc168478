"""The spare keys of an organisation's members: whether there is one, who keeps it, and who asks for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q

from zegel.identity.queries.organisations import officers_of
from zegel.identity.queries.people import User
from zegel.key_custody.models import (
    EscrowApproval,
    EscrowChoice,
    EscrowPlan,
    EscrowRequest,
    EscrowSeal,
    EscrowShare,
)
from zegel.key_custody.rules.escrow import FEWEST, agreed, is_ready

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Asked",
    "EscrowPlan",
    "EscrowState",
    "Request",
    "asked_of",
    "escrow_of",
    "keepers_of",
    "officers_of",
    "plan_of",
    "request_of",
    "sealed_members",
    "wants_seal",
]


@dataclass(frozen=True, slots=True)
class EscrowState:
    """What there is of a member: the plan, who would keep shares, whether they agree, since when there is a seal."""

    needed: int
    officers: list[User]
    agreed: bool
    made_at: datetime | None


@dataclass(frozen=True, slots=True)
class Request:
    """A request for the shares of one's own key."""

    row: EscrowRequest
    approvals: int
    ready: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A request an officer can agree to, with their share."""

    row: EscrowRequest
    share: EscrowShare
    approvals: int
    mine: bool

    @property
    def id(self) -> str:
        """The request's identifier as text, for names on a page."""
        return str(self.row.pk)


def plan_of(organisation: UUID | None) -> EscrowPlan | None:
    """What an organisation decided; None without escrow."""
    return EscrowPlan.objects.filter(organisation=organisation).first() if organisation else None


def escrow_of(user: User) -> EscrowState | None:
    """How it stands with this member's spare key; None where their organisation keeps none."""
    plan = plan_of(user.organisation_id)
    if plan is None or user.organisation is None:
        return None
    choice = EscrowChoice.objects.filter(user=user).values_list("agreed", flat=True).first()
    seal = EscrowSeal.objects.filter(user=user, recipient=user.recipient).first()
    return EscrowState(
        plan.needed,
        officers_of(plan.organisation_id, but=user.pk),
        agreed(choice, court=user.organisation.is_court),
        seal.made_at if seal else None,
    )


def wants_seal(user: User) -> bool:
    """Whether this member's browser should make a seal now: there is none, or the officers or their keys changed.

    One query where there is no escrow; six at most.
    """
    state = escrow_of(user) if user.organisation_id and user.kind == User.Kind.PERSON else None
    if state is None or not state.agreed or not user.sealed_key:
        return False
    if not FEWEST <= state.needed <= len(state.officers):
        return False
    held = EscrowShare.objects.filter(
        seal__user=user, seal__recipient=user.recipient, seal__needed=state.needed,
        seal__organisation=user.organisation_id,
    )  # fmt: skip
    return set(held.values_list("officer", "recipient")) != {
        (officer.pk, officer.recipient) for officer in state.officers
    }


def keepers_of(users: Iterable[UUID]) -> dict[UUID, tuple[str, int]]:
    """Of whom there is a spare key of today: the organisation whose officers keep it, and how many must agree (one query)."""
    rows = EscrowSeal.objects.filter(user__in=list(users), recipient=F("user__recipient"))
    return {
        user: (name, needed)
        for user, name, needed in rows.values_list("user", "organisation__name", "needed")
    }


def sealed_members(organisation: UUID) -> int:
    """Of how many members there is a spare key."""
    rows = EscrowSeal.objects.filter(organisation=organisation, user__is_active=True)
    return rows.values("user").distinct().count()


def request_of(user: User, at: datetime) -> Request | None:
    """This person's open request."""
    rows = EscrowRequest.objects.filter(seal__user=user, ended_at__isnull=True, expires_at__gt=at)
    found = rows.select_related("seal").first()
    if found is None:
        return None
    count = EscrowApproval.objects.filter(request=found).count()
    ready = is_ready(approvals=count, needed=found.seal.needed, opens_at=found.opens_at, at=at)
    return Request(found, count, ready)


def asked_of(officer: User, at: datetime) -> list[Asked]:
    """The open requests in which this officer holds a share, the oldest first."""
    here = officer.organisation_id
    if here is None or officer not in officers_of(here):
        return []
    rows = EscrowRequest.objects.filter(
        ended_at__isnull=True, expires_at__gt=at, seal__organisation=officer.organisation_id,
        seal__shares__officer=officer,
    ).select_related("seal__user")  # fmt: skip
    rows = rows.annotate(
        given=Count("approvals", distinct=True),
        own=Count("approvals", filter=Q(approvals__officer=officer), distinct=True),
    ).order_by("asked_at")
    shares = {
        share.seal_id: share for share in EscrowShare.objects.filter(officer=officer, seal__requests__in=rows)
    }
    return [Asked(row, shares[row.seal_id], row.given, bool(row.own)) for row in rows]
