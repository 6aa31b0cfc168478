"""Who begins an application without an account and sends nothing is forgotten after the term that the page tells."""

from datetime import timedelta
from uuid import uuid4

from tests.personas import AT, make_guest, principal_of_guest, submission
from zegel.evidence.models import Record
from zegel.mail.actions.applicants import BEGUN_KEPT, begin_conversation, forget_beginners
from zegel.mail.actions.guests import register_signing_key
from zegel.mail.actions.submit import submit, submit_reply
from zegel.mail.models import Conversation, Guest
from zegel.seal.sealing import seal_bytes

KEY = "k" * 43 + "="
LATER = AT + BEGUN_KEPT + timedelta(seconds=1)


def begun(clerk):
    recipient, _ = make_guest(clerk)
    return begin_conversation(
        guest=uuid4(), new=recipient.new, link="k" * 43, subject="nieuwe zaak", box=clerk.box, at=AT
    )


def test_who_began_and_sent_nothing_is_forgotten_after_the_term_and_not_before(clerk):
    guest = begun(clerk)
    records = Record.objects.count()
    assert forget_beginners(at=AT + BEGUN_KEPT) == 0
    assert forget_beginners(at=LATER) == 1
    assert not Guest.objects.filter(pk=guest.pk).exists()
    assert not Conversation.objects.exists()
    assert Record.objects.count() == records


def test_who_sent_something_and_who_was_written_to_stay(clerk):
    applicant = begun(clerk)
    register_signing_key(
        actor=principal_of_guest(applicant.pk),
        public=KEY,
        sealed=seal_bytes([applicant.recipient], b"signing"),
        at=AT,
    )
    sent = submission(clerk, boxes=[clerk], conversation=applicant.conversation_id, subject="nieuwe zaak")
    submit_reply(actor=principal_of_guest(applicant.pk), submission=sent, at=AT)
    known, _ = make_guest(clerk)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[known]), at=AT)
    assert forget_beginners(at=LATER) == 0
    assert set(Guest.objects.values_list("pk", flat=True)) == {applicant.pk, known.guest}
