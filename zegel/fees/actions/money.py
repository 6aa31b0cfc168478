"""Money that does not come by the bank: paid at the counter, paid back, written off."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from zegel.casefile.queries import court_case
from zegel.fees.actions.ledger import book
from zegel.fees.errors import AmountRefused, FactRefused, FactTaken, FeeUnknown
from zegel.fees.models import LedgerEntry, PartyFee
from zegel.fees.rules.checks import LARGEST_PAYMENT, OLDEST
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal


@transaction.atomic
def pay_at_counter(
    *, actor: Principal, case: UUID, party: UUID, key: UUID, cents: int, day: date, at: datetime
) -> LedgerEntry:
    """A party paid at the registry (7.1, *ter griffie gestort*) on a day; the same `key` again books nothing.

    Raises:
        CaseUnknown, NotOfThisCourt, MayNotSend; FeeUnknown; AmountRefused; FactRefused: a day that is not past, or long
        before; FactTaken.
    """
    fee = _fee(actor, case, party, at)
    if known := _known(key, fee, "payment", -cents):
        return known
    if not OLDEST <= day <= amsterdam(at).date():
        raise FactRefused(field="day")
    if not 0 < cents <= LARGEST_PAYMENT:
        raise AmountRefused(field="cents")
    why = {"rule": "7.1-c", "articles": ["PR 7.1"], "at": "counter"}
    return book(fee, "payment", -cents, actor=actor, at=at, id=key, day=day, why=why)


@transaction.atomic
def pay_back(
    *, actor: Principal, case: UUID, party: UUID, key: UUID, cents: int, at: datetime
) -> LedgerEntry:
    """The court paid back what a party had paid too much; the same `key` again books nothing.

    Raises:
        CaseUnknown, NotOfThisCourt, MayNotSend; FeeUnknown; AmountRefused: more than that; FactTaken.
    """
    fee = _fee(actor, case, party, at)
    if known := _known(key, fee, "refund", cents):
        return known
    if not 0 < cents <= -fee.balance:
        raise AmountRefused(field="cents")
    return book(fee, "refund", cents, actor=actor, at=at, id=key, why={"rule": "7.6", "articles": ["PR 7.6"]})


@transaction.atomic
def write_off(
    *, actor: Principal, case: UUID, party: UUID, key: UUID, cents: int, reason: str, at: datetime
) -> LedgerEntry:
    """The court gives up an amount that is open, with a reason; the same `key` again books nothing.

    Raises:
        CaseUnknown, NotOfThisCourt, MayNotSend; FeeUnknown; AmountRefused: more than is open; FactRefused: no reason; FactTaken.
    """
    fee = _fee(actor, case, party, at)
    if known := _known(key, fee, "write-off", -cents):
        return known
    if not 0 < cents <= fee.balance:
        raise AmountRefused(field="cents")
    if not reason.strip():
        raise FactRefused(field="reason")
    why = {"rule": "7.1-c", "articles": ["PR 7.1"], "because": reason.strip()[:500]}
    return book(fee, "write-off", -cents, actor=actor, at=at, id=key, why=why)


def _fee(actor: Principal, case: UUID, party: UUID, at: datetime) -> PartyFee:
    found = court_case(actor, case, at)
    fee = PartyFee.objects.filter(case=found, party=party).first()
    if fee is None:
        raise FeeUnknown
    return fee


def _known(key: UUID, fee: PartyFee, kind: str, cents: int) -> LedgerEntry | None:
    """What was booked under a key. Who went back to the form and changed it is told, not that it was booked.

    Raises:
        FactTaken.
    """
    known = LedgerEntry.objects.filter(pk=key).first()
    if known and (known.fee_id, known.kind, known.cents) != (fee.pk, kind, cents):
        raise FactTaken
    return known
