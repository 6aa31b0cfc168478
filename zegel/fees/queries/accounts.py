"""The bank account of a court, and the notices that went out of a case."""

from uuid import UUID

from zegel.casefile.queries import Reader
from zegel.fees.errors import FeeUnknown
from zegel.fees.models import CourtAccount, Notice


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
