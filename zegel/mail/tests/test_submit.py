"""A sealed message is received whole or not at all, once, by the right people."""

import uuid
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.personas import AT, make_guest, store_file, submission
from zegel.boxes.errors import BoxUnknown, MayNotSend
from zegel.boxes.models import Member
from zegel.evidence.models import Record
from zegel.lib.refusals import Refusal
from zegel.mail.actions.submit import submit
from zegel.mail.errors import (
    AlreadySent,
    ConversationUnknown,
    EnvelopeRefused,
    FileMissing,
    GuestData,
    NoRecipients,
    RecipientUnknown,
    SubjectRefused,
)
from zegel.mail.models import Conversation, Delivery, Draft, Entry, Guest, Message
from zegel.notify.models import OutboundMail
from zegel.seal.sealing import seal_bytes


def test_a_message_lies_in_both_folders_with_evidence_and_a_notification(clerk, lawyer):
    sent = submission(clerk, boxes=[lawyer])
    receipt = submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    assert receipt.received_at == AT
    assert Entry.objects.get(box=lawyer.box).unread
    assert Entry.objects.get(box=clerk.box).folder == "out"
    assert Record.objects.get(event="mail.message.received").subject == sent.message
    mail = OutboundMail.objects.get()
    assert mail.to_address == lawyer.box.address
    assert (
        ProcrastinateJob.objects.filter(task_name="notify.send_mail", args={"mail": str(mail.pk)}).count()
        == 1
    )


def test_handing_in_twice_gives_the_first_receipt_and_one_message(clerk, lawyer):
    sent = submission(clerk, boxes=[lawyer])
    first = submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    again = submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT + timedelta(minutes=5))
    assert again == first
    assert Message.objects.count() == OutboundMail.objects.count() == 1


def test_the_same_identifier_with_other_content_is_refused(clerk, lawyer):
    sent = submission(clerk, boxes=[lawyer])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    other = submission(clerk, boxes=[lawyer], message=sent.message, conversation=sent.conversation)
    with pytest.raises(AlreadySent):
        submit(actor=clerk.principal, box=clerk.box.pk, submission=other, at=AT)


def test_a_stranger_cannot_claim_a_message_that_was_sent_by_another(clerk, lawyer, stranger):
    sent = submission(clerk, boxes=[lawyer])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    with pytest.raises((AlreadySent, ConversationUnknown)):
        submit(actor=stranger.principal, box=stranger.box.pk, submission=sent, at=AT)


@pytest.mark.django_db(transaction=True)
def test_two_equal_submissions_at_the_same_time_make_one_message():
    from tests.personas import make_holder

    clerk, lawyer = make_holder("Team kanton", "c@court.example"), make_holder("mr. V", "l@office.example")
    sent = submission(clerk, boxes=[lawyer])
    gate, receipts = Barrier(4), []

    def hand_in() -> None:
        gate.wait()
        receipts.append(submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT))
        connections.close_all()

    threads = [Thread(target=hand_in) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(receipts) == 4
    assert Message.objects.count() == OutboundMail.objects.count() == 1
    assert Delivery.objects.count() == 2


def test_a_stranger_cannot_send_for_a_box(clerk, lawyer, stranger):
    with pytest.raises(BoxUnknown):
        submit(
            actor=stranger.principal, box=clerk.box.pk, submission=submission(clerk, boxes=[lawyer]), at=AT
        )


def test_a_member_without_the_right_may_read_but_not_send(clerk, lawyer):
    Member.objects.filter(box=clerk.box).update(right="read")
    with pytest.raises(MayNotSend):
        submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, boxes=[lawyer]), at=AT)


def test_a_stranger_cannot_join_a_conversation(clerk, lawyer, stranger):
    sent = submission(clerk, boxes=[lawyer])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    intruding = submission(stranger, boxes=[lawyer], conversation=sent.conversation)
    with pytest.raises(ConversationUnknown):
        submit(actor=stranger.principal, box=stranger.box.pk, submission=intruding, at=AT)


def test_the_receiver_can_answer_in_the_conversation(clerk, lawyer):
    sent = submission(clerk, boxes=[lawyer])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    answer = submission(lawyer, boxes=[clerk], conversation=sent.conversation)
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=answer, at=AT)
    assert Message.objects.filter(conversation=sent.conversation).count() == 2


def test_only_the_owner_of_a_conversation_can_address_its_guests(clerk, lawyer):
    recipient, _ = make_guest(clerk)
    sent = submission(clerk, boxes=[lawyer], guests=[recipient])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    intruding = submission(lawyer, guests=[recipient], conversation=sent.conversation)
    with pytest.raises(RecipientUnknown):
        submit(actor=lawyer.principal, box=lawyer.box.pk, submission=intruding, at=AT)


def test_files_that_are_not_whole_or_somebody_elses_hold_the_message_back(clerk, lawyer, stranger):
    sealed = seal_bytes([clerk.box.recipient], b"%PDF-1.7")
    theirs = store_file(stranger.user.pk, sealed)
    for objects in ((uuid.uuid4(),), (theirs,)):
        with pytest.raises(FileMissing):
            submit(
                actor=clerk.principal,
                box=clerk.box.pk,
                submission=submission(clerk, boxes=[lawyer], objects=objects),
                at=AT,
            )
    assert Message.objects.count() == Entry.objects.count() == 0


def test_a_file_belongs_to_one_message_only(clerk, lawyer):
    mine = store_file(clerk.user.pk, seal_bytes([clerk.box.recipient], b"%PDF-1.7"))
    first = submission(clerk, boxes=[lawyer], objects=(mine,))
    receipt = submit(actor=clerk.principal, box=clerk.box.pk, submission=first, at=AT)
    assert len(receipt.files) == 1
    with pytest.raises(FileMissing):
        submit(
            actor=clerk.principal,
            box=clerk.box.pk,
            submission=submission(clerk, boxes=[lawyer], objects=(mine,)),
            at=AT,
        )


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"subject": "Zaak van mevrouw Jansen"}, SubjectRefused),
        ({"boxes": ()}, NoRecipients),
        ({"envelope": b"in the clear"}, EnvelopeRefused),
        ({"sender_key": b"in the clear"}, EnvelopeRefused),
    ],
)
def test_what_the_submission_says_of_itself_is_checked(clerk, lawyer, changes, refusal):
    facts = {"boxes": submission(clerk, boxes=[lawyer]).boxes} | changes
    sent = submission(clerk, **{k: v for k, v in facts.items() if k != "boxes"})
    sent = type(sent)(**{f: getattr(sent, f) for f in sent.__dataclass_fields__} | {"boxes": facts["boxes"]})
    with pytest.raises(refusal):
        submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    assert Message.objects.count() == 0


@pytest.mark.parametrize("phone", ["", "12", "020 1234567"])
def test_a_guest_without_a_usable_number_is_refused_and_nothing_is_kept(clerk, phone):
    recipient, _ = make_guest(clerk, phone=phone)
    with pytest.raises(Refusal):
        submit(
            actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[recipient]), at=AT
        )
    assert Guest.objects.count() == Conversation.objects.count() == Message.objects.count() == 0


def test_one_guest_twice_is_refused(clerk):
    recipient, _ = make_guest(clerk)
    with pytest.raises(RecipientUnknown):
        submit(
            actor=clerk.principal,
            box=clerk.box.pk,
            submission=submission(clerk, guests=[recipient] * 2),
            at=AT,
        )
    assert not Guest.objects.exists()


def test_a_guest_of_another_conversation_is_unknown_here(clerk, lawyer):
    recipient, _ = make_guest(clerk)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[recipient]), at=AT)
    for taker in (clerk, lawyer):
        with pytest.raises(RecipientUnknown):
            submit(
                actor=taker.principal,
                box=taker.box.pk,
                submission=submission(taker, guests=[recipient]),
                at=AT,
            )
    assert Guest.objects.get().conversation.messages.count() == Message.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"sealed_identity": b"age-encryption.org/v1\n" + bytes(16 * 1024)},
        {"sender_copy": b"age-encryption.org/v1\n" + bytes(16 * 1024)},
        {"code_salt": b"short"},
        {"code_salt": None},
        {"code_verifier": ""},
    ],
    ids=str,
)
def test_a_guest_whose_keys_cannot_be_keys_is_refused(clerk, changes):
    recipient, _ = make_guest(clerk, code="Iep-Linde-42")
    other = replace(recipient, new=replace(recipient.new, **changes))
    with pytest.raises(GuestData):
        submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[other]), at=AT)
    assert not Guest.objects.exists()


def test_sending_removes_the_draft_it_was_made_from(clerk, lawyer):
    draft = Draft.objects.create(id=uuid.uuid4(), box=clerk.box, writer=clerk.user, sealed=b"x", saved_at=AT)
    sent = submission(clerk, boxes=[lawyer], draft=draft.pk)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    assert not Draft.objects.exists()


def test_somebody_elses_draft_survives(clerk, lawyer, stranger):
    draft = Draft.objects.create(
        id=uuid.uuid4(), box=stranger.box, writer=stranger.user, sealed=b"x", saved_at=AT
    )
    submit(
        actor=clerk.principal,
        box=clerk.box.pk,
        submission=submission(clerk, boxes=[lawyer], draft=draft.pk),
        at=AT,
    )
    assert Draft.objects.exists()


def test_the_link_of_a_guest_is_nowhere_in_the_database(clerk):
    recipient, guest = make_guest(clerk)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[recipient]), at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS row WHERE row::text LIKE %s', [f"%{guest.link}%"]
            )
            assert cursor.fetchone() == (0,), table


def test_a_warning_that_was_passed_is_evidence_with_its_reason(clerk, lawyer):
    sent = submission(
        clerk, boxes=[lawyer], acknowledged_warnings=(("lookalike", "checked"), ("bsn", "needed"))
    )
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    body = bytes(Record.objects.get(event="mail.warnings.acknowledged", subject=sent.message).body)
    assert b'{"concern":"lookalike","reason":"checked"}' in body


@pytest.mark.parametrize("typed", ["123456782", "1234.56.782", "nieuwe zaak 123456782"])
def test_a_citizen_service_number_is_no_subject(clerk, lawyer, typed):
    with pytest.raises(SubjectRefused):
        submit(
            actor=clerk.principal,
            box=clerk.box.pk,
            submission=submission(clerk, boxes=[lawyer], subject=typed),
            at=AT,
        )
