"""The receipt of a message: what the log proves about its arrival, for who sent or received it."""

import base64

from zegel.evidence.queries import origin, proof_of, public_log_key, record_of
from zegel.mail.queries.messages import Reader
from zegel.seal.receipt import EVENT, write


def receipt_of(reader: Reader) -> dict[str, object]:
    """The receipt of the reader's message as `zegel/receipt/v1`; reading it leaves no trace.

    Raises:
        ReceiptPending: the log has not taken it in yet.
    """
    proof = proof_of(record_of(reader.holder.message_id, EVENT))
    return write(
        proof.body,
        origin=origin(),
        key=base64.b64decode(public_log_key()),
        index=proof.index,
        path=proof.path,
        note=proof.note,
    )
