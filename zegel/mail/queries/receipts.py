"""The receipt of a message: what the log proves about its arrival, for who sent or received it."""

import json

from zegel.evidence.queries import opening_of, origin, proof_of, record_of, records_of
from zegel.mail.queries.messages import Delivery, Reader
from zegel.seal.receipt import CHECKED, EVENT, write


def receipt_of(reader: Reader) -> dict[str, object]:
    """The receipt of the reader's message as `zegel/receipt/v3`; reading it leaves no trace.

    It carries what courts' automation found in its files: all of it for the sender, the reader's own for a recipient.

    Raises:
        ReceiptPending: the log has not taken it in yet.
    """
    delivery = reader.delivery
    record, checked = record_of(delivery.message_id, EVENT), records_of(delivery.message_id, CHECKED)
    if delivery.role != Delivery.Role.SENDER:
        checked = [
            each_record
            for each_record in checked
            if json.loads(bytes(each_record.body))["facts"]["delivery"] == str(delivery.pk)
        ]
    proof = proof_of(record, *checked)
    received, *later = proof.records
    return write(
        received,
        origin=origin(),
        key=proof.key,
        note=proof.note,
        personal=opening_of(record),
        later=later,
        succession=proof.succession,
        stamp=proof.stamp,
    )
