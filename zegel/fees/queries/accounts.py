"""The bank account of a court, and the notices that went out of a case, or may go out now."""

from datetime import datetime
from uuid import UUID

from zegel.boxes.queries import boxes_by_id
from zegel.casefile.queries import Case, Reader, own_circle
from zegel.fees.errors import AccountMissing, FactTaken, FeeUnknown, NothingToAsk
from zegel.fees.models import CourtAccount, Notice, PartyFee


def account_of(court: str) -> CourtAccount | None:
    """The account on which a court receives fees now."""
    return CourtAccount.objects.filter(court=court).order_by("-at", "-pk").first()


def notices_of(reader: Reader) -> list[Notice]:
    """The notices of a case that a reader may see, the newest first: the court all, a party its own."""
    rows = Notice.objects.filter(fee__case=reader.case).select_related("fee__party").order_by("-at", "-pk")
    if not reader.court:
        rows = rows.filter(fee__party__in=reader.parties)
    return list(rows)


def notice_for(reader: Reader, key: UUID) -> Notice:
    """A notice of a case, for who may see it.

    Raises:
        FeeUnknown.
    """
    found = next((notice for notice in notices_of(reader) if notice.pk == key), None)
    if found is None:
        raise FeeUnknown
    return found


def made_notice(case: Case, party: UUID, key: UUID) -> Notice | None:
    """The notice of a party that was made under this identifier before.

    Raises:
        FactTaken: it is of something else.
    """
    found = Notice.objects.filter(pk=key).select_related("fee").first()
    if found and (found.fee.case_id, found.fee.party_id) != (case.pk, party):
        raise FactTaken
    return found


def draw_notice(case: Case, party: UUID, key: UUID, at: datetime) -> Notice:
    """The notice of what a party has open now, not kept yet: by which channel it gets it, and in which language it is written to.

    Raises:
        FeeUnknown; AccountMissing; NothingToAsk: nothing open, or an amount that is not certain.
    """
    fee = PartyFee.objects.filter(case=case, party=party).select_related("party").first()
    if fee is None:
        raise FeeUnknown
    account = account_of(case.court)
    if account is None:
        raise AccountMissing
    if fee.balance <= 0 or fee.due_on is None or fee.waits:
        raise NothingToAsk
    _circle, readers = own_circle(case, party, at)
    told = {"iban": account.iban, "holder": account.holder, "reference": fee.reference}
    language = boxes_by_id(readers)[readers[0]].language if readers else "nl"
    return Notice(
        id=key,
        fee=fee,
        number=fee.notices.count() + 1,
        cents=fee.balance,
        due=fee.due_on,
        told=told | {"language": language},
        by="digital" if readers else "paper",
        at=at,
    )
