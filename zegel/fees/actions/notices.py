"""Notices of a fee (*nota griffierecht*), and the account on which a court receives what they ask."""

from datetime import datetime

from django.db import transaction

from zegel.casefile.queries import DocketEntry
from zegel.evidence.actions import write
from zegel.fees.errors import AccountRefused
from zegel.fees.events import CourtAccountSet, FeeNoticeMade
from zegel.fees.models import CourtAccount, Notice, PartyFee
from zegel.fees.rules.references import read_iban
from zegel.law.courts import court
from zegel.lib.principal import Principal


@transaction.atomic
def set_account(*, actor: Principal, court_code: str, iban: str, holder: str, at: datetime) -> CourtAccount:
    """The account on which a court receives fees from now on. It is for who operates the system: no door of people calls it.

    Raises:
        AccountRefused: no account number, or no holder. KeyError: there is no such court.
    """
    court(court_code)
    number = read_iban(iban)
    if number is None or not holder.strip():
        raise AccountRefused(field="iban" if number is None else "holder")
    row = CourtAccount.objects.create(
        court=court_code, iban=number, holder=holder.strip()[:70], actor=actor.reference, at=at
    )
    write([CourtAccountSet(subject=row.pk, court=court_code, iban=number)], actor=actor, at=at)
    return row


def record_notice(*, actor: Principal, drawn: Notice, entry: DocketEntry, at: datetime) -> Notice:
    """Keep a notice that was `drawn` up and stands in the file as `entry`; only `proceedings` calls this, with the placement of the piece."""
    fee = drawn.fee
    drawn.entry, drawn.actor, drawn.at = entry, actor.reference, at
    drawn.save(force_insert=True)
    write([_made(drawn, fee)], actor=actor, at=at)
    return drawn


def _made(notice: Notice, fee: PartyFee) -> FeeNoticeMade:
    return FeeNoticeMade(
        subject=fee.case_id,
        notice=notice.pk,
        entry=notice.entry_id,
        party=fee.party_id,
        cents=notice.cents,
        due=notice.due,
        reference=fee.reference or "",
        by=notice.by,
    )
