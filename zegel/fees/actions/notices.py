"""Notices of a fee (*nota griffierecht*), and the account on which a court receives what they ask."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.queries import boxes_by_id
from zegel.casefile.queries import Case, Party, court_case, given_addresses, parties_of
from zegel.evidence.actions import write
from zegel.fees.errors import AccountMissing, AccountRefused, FactTaken, FeeUnknown, NothingToAsk
from zegel.fees.events import CourtAccountSet, FeeNoticeMade
from zegel.fees.letters import FeeNoticeLetter
from zegel.fees.models import CourtAccount, Notice, PartyFee
from zegel.fees.queries.accounts import account_of
from zegel.fees.rules.references import read_iban
from zegel.law.courts import court
from zegel.lib.principal import Principal
from zegel.notify.actions import queue_mail


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


@transaction.atomic
def send_notice(*, actor: Principal, case: UUID, party: UUID, key: UUID, at: datetime) -> Notice:
    """Make the notice of what a party has open, and tell it: by mail to who reads the case digitally, else on paper by the registry.

    The same `key` again gives the first notice.

    Raises:
        CaseUnknown, NotOfThisCourt, MayNotSend; FeeUnknown; AccountMissing; NothingToAsk: nothing open, or an amount that is not
        certain; FactTaken.
    """
    found = court_case(actor, case, at)
    fee = PartyFee.objects.filter(case=found, party=party).select_related("party").first()
    if fee is None:
        raise FeeUnknown
    if known := Notice.objects.filter(pk=key).first():
        if known.fee_id != fee.pk:
            raise FactTaken
        return known
    account = account_of(found.court)
    if account is None:
        raise AccountMissing
    if fee.balance <= 0 or fee.due_on is None or fee.waits:
        raise NothingToAsk
    by, language = _tell(found, fee.party, key, at)
    notice = Notice.objects.create(
        id=key,
        fee=fee,
        number=fee.notices.count() + 1,
        cents=fee.balance,
        due=fee.due_on,
        told={
            "iban": account.iban,
            "holder": account.holder,
            "reference": fee.reference,
            "language": language,
        },
        by=by,
        actor=actor.reference,
        at=at,
    )
    write([_made(notice, fee)], actor=actor, at=at)
    return notice


def _tell(case: Case, party: Party, notice: UUID, at: datetime) -> tuple[str, str]:
    """Tell a party of its notice; gives by which channel it has it, and in which language who reads it for the party is written to."""
    now = next(each for each in parties_of(case, at) if each.row.pk == party.pk)
    if not (now.reads and now.mailbox):
        return "paper", "nl"
    language = boxes_by_id([now.mailbox])[now.mailbox].language
    where = given_addresses(case, [now.mailbox]).get(now.mailbox)
    if where and where.email:
        letter = FeeNoticeLetter(organisation=court(case.court).name, path=f"/fees/{case.pk}")
        queue_mail(ref=notice, letter=letter, to=where.email, language=language, at=at)
    return "digital", language


def _made(notice: Notice, fee: PartyFee) -> FeeNoticeMade:
    return FeeNoticeMade(
        subject=fee.case_id,
        notice=notice.pk,
        party=fee.party_id,
        cents=notice.cents,
        due=notice.due,
        reference=fee.reference or "",
        by=notice.by,
    )
