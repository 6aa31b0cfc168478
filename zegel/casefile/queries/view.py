"""A case as its page shows it, for one reader."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zegel.casefile.models import Circle, NotificationAddress
from zegel.casefile.queries.access import Reader
from zegel.casefile.queries.docket import exhibits_known, unseen_count
from zegel.casefile.queries.parties import PartyNow, parties_of
from zegel.law.rules.chapter_01 import must_ask_address
from zegel.law.rules.chapter_03_form import next_production
from zegel.lib.principal import Principal


@dataclass(frozen=True, slots=True)
class CaseView:
    """Parties as they stand; circles the reader may read, with the numbers of parties kept out; what is new since the last visit;
    whether the address for notifications is still to be asked (1.9); and each party's next exhibit (3.14), as far as the reader knows
    of its exhibits."""

    parties: list[PartyNow]
    circles: list[tuple[Circle, list[int]]]
    unseen: int
    address_asked: bool
    next_exhibits: dict[UUID, int]


def case_view(reader: Reader, actor: Principal, at: datetime) -> CaseView:
    """What the page of a case shows this reader."""
    rows = (
        Circle.objects.filter(reader.circles())
        .select_related("own")
        .prefetch_related("without")
        .order_by("opened_at", "pk")
    )
    answered = NotificationAddress.objects.filter(case=reader.case, mailbox__in=reader.mailboxes).exists()
    asks = must_ask_address(first_login_in_case=not answered, answered=answered).value
    return CaseView(
        parties=parties_of(reader.case, at),
        circles=[(row, sorted(party.number for party in row.without.all())) for row in rows],
        unseen=unseen_count(reader, actor),
        address_asked=asks and not reader.court,
        next_exhibits={
            party: next_production(filed).value for party, filed in exhibits_known(reader).items()
        },
    )
