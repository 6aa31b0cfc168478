"""Recording why a court may write to somebody by Veilig Mailen, and that it may no longer (VI 6.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.contacts.errors import ConsentUnknown
from zegel.contacts.events import ConsentRecorded, ConsentWithdrawn
from zegel.contacts.models import Consent
from zegel.contacts.queries.consents import court_of, standing
from zegel.contacts.rules import Basis, checked_basis, checked_reason, small
from zegel.evidence.actions import write
from zegel.identity.queries.people import account_of
from zegel.lib.ids import uuid7
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal


@dataclass(frozen=True, slots=True)
class Wrote:
    """That somebody wrote to the court first: the message, and when it was received."""

    message: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """Why a court may write to an address (in small letters): what a clerk stated, or a message that was first."""

    address: str
    name: str
    basis: Basis | Wrote


@transaction.atomic
def record_legal_bases(
    *, actor: Principal, organisation: UUID, bases: Iterable[LegalBasis], at: datetime
) -> None:
    """Enter legal bases into a court's register; an address that has one keeps it.

    For `mail`, which has checked that the actor may send for the court.

    Raises:
        BasisRefused.
    """
    rows = [_row(actor, organisation, basis, at) for basis in bases]
    held = standing(organisation, [row.address for row in rows]).held
    fresh = [row for row in rows if row.address not in held]
    Consent.objects.bulk_create(fresh, ignore_conflicts=True)
    write([_recorded(row) for row in fresh], actor=actor, at=at)


@transaction.atomic
def record_consent(*, actor: Principal, address: str, name: str, basis: Basis, at: datetime) -> None:
    """Enter what somebody said at the desk or by phone, before anything is sent.

    Raises:
        NotColleague, OnlyCourts; BasisRefused; notify's refusal of the address.
    """
    here = court_of(account_of(actor))
    stated = LegalBasis(small(address), " ".join(name.split())[:200], basis)
    record_legal_bases(actor=actor, organisation=here.pk, bases=[stated], at=at)


@transaction.atomic
def withdraw_consent(*, actor: Principal, consent: UUID, reason: str, at: datetime) -> None:
    """Somebody wants no more messages by Veilig Mailen, or the entry was wrong. It stays readable as withdrawn.

    Raises:
        NotColleague, OnlyCourts; ConsentUnknown; ReasonMissing.
    """
    rows = Consent.objects.select_for_update().filter(
        organisation=court_of(account_of(actor)), withdrawn_at__isnull=True
    )
    found = rows.filter(pk=consent).first()
    if found is None:
        raise ConsentUnknown
    found.withdrawn_at, found.withdrawn_by_id, found.withdrawn_why = at, actor.account, checked_reason(reason)
    found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    withdrawn = ConsentWithdrawn(subject=found.pk, reason=found.withdrawn_why)
    write([withdrawn], actor=actor, at=at)


def _row(actor: Principal, organisation: UUID, stated: LegalBasis, at: datetime) -> Consent:
    row = Consent(
        id=uuid7(), organisation_id=organisation, address=stated.address, name=stated.name, recorded_by_id=actor.account,
        recorded_at=at,
    )  # fmt: skip
    if isinstance(stated.basis, Wrote):
        row.basis, row.message = Consent.Basis.WROTE_FIRST, stated.basis.message
        row.given_on = amsterdam(stated.basis.at).date()
    else:
        basis = checked_basis(stated.basis, at)
        row.basis, row.given_on, row.source = basis.kind, basis.given_on, basis.source
    return row


def _recorded(row: Consent) -> ConsentRecorded:
    return ConsentRecorded(
        subject=row.pk,
        organisation=row.organisation_id,
        basis=row.basis,
        given_on=row.given_on,
        message=row.message,
        address=row.address,
        source=row.source,
    )
