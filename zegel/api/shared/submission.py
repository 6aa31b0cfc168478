"""A sealed message as verbs take it, and the receipt that answers it: the same for users and guests."""

from zegel.api.shared.schemas import BasisIn, MessageIn, ReceiptOut
from zegel.contacts.rules import Basis
from zegel.lib.moments import amsterdam
from zegel.mail.rules import BoxRecipient, GuestRecipient, NewGuest, Receipt, SignedAttempts, Submission


def submission_of(body: MessageIn) -> Submission:
    """What a client handed in, as the house wants it."""
    return Submission(
        message=body.message,
        conversation=body.conversation,
        subject=body.subject,
        envelope=body.envelope,
        sender_key=body.sender_key,
        objects=tuple(body.objects),
        boxes=tuple(BoxRecipient(box.box, box.key, box.key_version, _basis(box.basis)) for box in body.boxes),
        guests=tuple(
            GuestRecipient(
                guest.guest,
                guest.key,
                guest.link,
                NewGuest(**guest.new.model_dump()) if guest.new else None,
                _basis(guest.basis),
            )
            for guest in body.guests
        ),
        secret=body.secret,
        draft=body.draft,
        sender_key_version=body.sender_key_version,
        attempts=SignedAttempts(body.attempts.document, body.attempts.signature) if body.attempts else None,
        acknowledged_warnings=tuple(
            (warning.concern, warning.reason) for warning in body.acknowledged_warnings
        ),
        summary=body.summary,
    )


def _basis(body: BasisIn | None) -> Basis | None:
    return Basis(body.kind, body.given_on, body.source) if body else None


def receipt_out(receipt: Receipt) -> ReceiptOut:
    """A receipt with its moment in Dutch time and offset."""
    return ReceiptOut(
        message=receipt.message,
        received_at=amsterdam(receipt.received_at).isoformat(),
        envelope_sha256=receipt.envelope_sha256,
        files=receipt.files,
    )
