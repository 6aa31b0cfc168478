"""Recording why a court may write to somebody by Veilig Mailen, and that it may no longer (VI 6.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.contacts.errors import ConsentUnknown
from zegel.contacts.models import Consent
from zegel.contacts.queries.consents import court_of, standing
from zegel.contacts.rules import Basis, checked_basis, checked_reason, small
from zegel.evidence.actions import Event, write
from zegel.identity.queries.people import User
from zegel.lib.ids import uuid7
from zegel.lib.moments import amsterdam


@dataclass(frozen=True, slots=True)
class Wrote:
    """That somebody wrote to the court first: the message, and when it was received."""

    message: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a court may write to an address (in small letters): what a clerk stated, or a message that was first."""

    address: str
    name: str
    ground: Basis | Wrote


@transaction.atomic
def record_grounds(*, actor: User, organisation: UUID, grounds: Iterable[Ground], at: datetime) -> None:
    """Enter grounds into a court's register; an address that has one keeps it.

    For `mail`, which has checked that the actor may send for the court.

    Raises:
        BasisRefused.
    """
    rows = [_row(actor, organisation, one, at) for one in grounds]
    held = standing(organisation, [row.address for row in rows]).held
    fresh = [row for row in rows if row.address not in held]
    Consent.objects.bulk_create(fresh, ignore_conflicts=True)
    write([_recorded(row) for row in fresh], at=at)


@transaction.atomic
def record_consent(*, actor: User, address: str, name: str, basis: Basis, at: datetime) -> None:
    """Enter what somebody said at the desk or by phone, before anything is sent.

    Raises:
        NotColleague, OnlyCourts; BasisRefused; notify's refusal of the address.
    """
    here = court_of(actor)
    ground = Ground(small(address), " ".join(name.split())[:200], basis)
    record_grounds(actor=actor, organisation=here.pk, grounds=[ground], at=at)


@transaction.atomic
def withdraw_consent(*, actor: User, consent: UUID, reason: str, at: datetime) -> None:
    """Somebody wants no more messages by Veilig Mailen, or the entry was wrong. It stays readable as withdrawn.

    Raises:
        NotColleague, OnlyCourts; ConsentUnknown; ReasonMissing.
    """
    rows = Consent.objects.select_for_update().filter(organisation=court_of(actor), withdrawn_at__isnull=True)
    found = rows.filter(pk=consent).first()
    if found is None:
        raise ConsentUnknown
    found.withdrawn_at, found.withdrawn_by, found.withdrawn_why = at, actor, checked_reason(reason)
    found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    beside = {"reason": found.withdrawn_why}
    write([Event("contacts.consent.withdrawn", found.pk, f"user:{actor.pk}", {}, beside)], at=at)


def _row(actor: User, organisation: UUID, one: Ground, at: datetime) -> Consent:
    row = Consent(
        id=uuid7(), organisation_id=organisation, address=one.address, name=one.name, recorded_by=actor,
        recorded_at=at,
    )  # fmt: skip
    if isinstance(one.ground, Wrote):
        row.basis, row.message = Consent.Basis.WROTE_FIRST, one.ground.message
        row.given_on = amsterdam(one.ground.at).date()
    else:
        basis = checked_basis(one.ground, at)
        row.basis, row.given_on, row.source = basis.kind, basis.given_on, basis.source
    return row


def _recorded(row: Consent) -> Event:
    facts = {
        "organisation": str(row.organisation_id),
        "basis": row.basis,
        "givenOn": row.given_on.isoformat(),
        "message": str(row.message) if row.message else None,
    }
    beside = {"address": row.address, "source": row.source}
    return Event("contacts.consent.recorded", row.pk, f"user:{row.recorded_by_id}", facts, beside)
