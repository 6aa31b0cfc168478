"""The receipt of a message: what the log proves of it, for who may read it."""

import json
from uuid import UUID

from zegel.evidence.queries import Record, receipt_from, record_of, records_of
from zegel.mail.queries.messages import Delivery, Reader
from zegel.seal.receipt import CHECKED, EVENT


def receipt_of(reader: Reader) -> dict[str, object]:
    """The receipt of the reader's message as `zegel/receipt/v3`; reading it leaves no trace.

    It carries what courts' automation found in its files: all of it for the sender, the reader's own for a recipient.

    Raises:
        ReceiptPending: the log has not taken it in yet.
    """
    delivery = reader.delivery
    own = None if delivery.role == Delivery.Role.SENDER else delivery.pk
    return receipt_from(record_of(delivery.message_id, EVENT), checks_of(delivery.message_id, own))


def checks_of(subject: UUID, delivery: UUID | None) -> list[Record]:
    """What courts' automation found in the files of a message or filing; with a delivery, what it found for that one."""
    found = records_of(subject, CHECKED)
    if delivery is None:
        return found
    return [
        record for record in found if json.loads(bytes(record.body))["facts"]["delivery"] == str(delivery)
    ]
