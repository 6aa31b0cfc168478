"""The verb of paper that is scanned, so that it can be placed and read like everything else that was filed (art. 3.2)."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.evidence.actions import write
from zegel.filing.actions.documents import add_documents, check_sealed, files_of, stored_documents
from zegel.filing.actions.intake import check_open, own_item
from zegel.filing.errors import FileTooLarge, PieceMissing
from zegel.filing.errors.paper import NotOnPaper
from zegel.filing.events import PaperScanned
from zegel.filing.models import Filing
from zegel.filing.rules import Scan, seal_overhead
from zegel.law.limits import veilig_mailen_size
from zegel.lib.principal import Principal


@transaction.atomic
def attach_scan(*, actor: Principal, filing: UUID, scan: Scan, at: datetime) -> Filing:
    """Attach what a clerk scanned of paper to its filing, sealed to the desk alone; the same again gives the first answer.

    Until the filing is placed a new scan takes the place of the last one, for a page that was skipped. The legal moment stays
    that of the paper.

    Raises:
        FilingUnknown, MayNotSend; FilingTaken; NotOnPaper; FilingSettled; PieceMissing; DocumentMissing; FileTooLarge;
        GrantsRefused, KeyVersionPast.
    """
    item = own_item(actor, filing, at)
    row, sum_of = item.filing, hashlib.sha256(scan.envelope).hexdigest()
    if row.channel != Filing.Channel.COUNTER:
        raise NotOnPaper
    if row.envelope_sha256 == sum_of:
        return row
    check_open(item)
    if not scan.documents:
        raise PieceMissing(field="files")
    objects = stored_documents([actor.account], scan.documents)
    for number, stored in enumerate(objects, 1):
        if not veilig_mailen_size(stored.size - seal_overhead(stored.size)):
            raise FileTooLarge(field="files", number=number)
    check_sealed({item.desk.box_id}, scan.envelope, scan.grants, scan.documents)
    row.grants.all().delete()
    row.documents.all().delete()
    row.envelope, row.envelope_sha256 = scan.envelope, sum_of
    row.scanned_by, row.scanned_at = actor.account, at
    row.save(update_fields=["envelope", "envelope_sha256", "scanned_by", "scanned_at"])
    add_documents(row, scan.documents, scan.grants, at=at)
    scanned = PaperScanned(subject=row.pk, number=row.number, envelope=sum_of, files=files_of(objects))
    write([scanned], actor=actor, at=at)
    return row
