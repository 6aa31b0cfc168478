"""What the log took in of the ledgers of a case, for the reader's own device to hold the page against."""

from uuid import UUID

from zegel.casefile.queries import Reader
from zegel.evidence.queries import Kept, records_about
from zegel.fees.events import FeeBooked
from zegel.fees.models import PartyFee


def log_of_fees(reader: Reader) -> list[Kept]:
    """The entries of the ledgers that this reader may see, by what the records say themselves (two queries, one for the court)."""
    rows = [row for row in records_about([reader.case.pk], events=[FeeBooked.name]) if row.index is not None]
    if reader.court or not rows:
        return rows
    joint = PartyFee.objects.filter(party__in=reader.parties, together__isnull=False)
    seen = {*reader.parties, *joint.values_list("together__party", flat=True)}
    return [row for row in rows if UUID(row.facts["party"]) in seen]
