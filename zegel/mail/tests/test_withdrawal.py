"""A message is taken back from who has not opened it, and from nobody else."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from tests.personas import AT, make_checked_box, make_guest, make_holder, store_file, submission
from zegel.boxes.errors import MayNotSend
from zegel.boxes.models import Member
from zegel.evidence.models import Record
from zegel.mail.actions.reading import check_held, open_message
from zegel.mail.actions.submit import submit, submit_reply
from zegel.mail.actions.withdrawal import withdraw
from zegel.mail.errors import AlreadyFiled, MessageUnknown, MessageWithdrawn
from zegel.mail.models import AccessGrant, Delivery, Entry, Guest, Message
from zegel.mail.queries.folders import inbox_counts, standings
from zegel.mail.queries.messages import guest_reader, reader_of
from zegel.mail.queries.verdicts import waiting_for
from zegel.mail.rules import BoxRecipient
from zegel.notify.models import OutboundMail, State
from zegel.seal.sealing import seal_bytes
from zegel.web_session.principals import guest_principal

LATER = AT + timedelta(minutes=3)


@pytest.fixture
def sent(clerk, lawyer, stranger):
    """From the court to a lawyer and a guest."""
    recipient, _ = make_guest(clerk)
    letter = submission(clerk, boxes=[lawyer], guests=[recipient])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
    return letter


def part(letter, holder):
    return Delivery.objects.get(message=letter.message, box=holder.box, role="recipient")


def may_read(letter, holder):
    return AccessGrant.objects.filter(message=letter.message, box=holder.box).exists()


def test_who_has_not_opened_it_can_open_it_no_more(clerk, lawyer, sent):
    done = withdraw(actor=clerk.principal, message=sent.message, deliveries=None, at=LATER)
    assert len(done.withdrawn) == 2
    assert not done.opened
    mine = part(sent, lawyer)
    assert (mine.withdrawn_at, may_read(sent, lawyer)) == (LATER, False)
    assert may_read(sent, clerk)
    reader = reader_of(lawyer.principal, sent.message, at=AT)
    with pytest.raises(MessageWithdrawn):
        open_message(reader=reader, at=LATER)
    with pytest.raises(MessageWithdrawn):
        check_held(reader)
    assert not Record.objects.filter(event="mail.message.opened").exists()


def test_who_opened_it_keeps_it(clerk, lawyer, sent):
    open_message(reader=reader_of(lawyer.principal, sent.message, at=AT), at=AT)
    done = withdraw(actor=clerk.principal, message=sent.message, deliveries=None, at=LATER)
    assert done.opened == [part(sent, lawyer).pk]
    assert len(done.withdrawn) == 1
    assert may_read(sent, lawyer)
    open_message(reader=reader_of(lawyer.principal, sent.message, at=AT), at=LATER)


def test_one_of_several_recipients(clerk, lawyer, sent):
    done = withdraw(actor=clerk.principal, message=sent.message, deliveries=[part(sent, lawyer).pk], at=LATER)
    guest = Guest.objects.get(conversation=sent.conversation)
    assert done.withdrawn == [part(sent, lawyer).pk]
    open_message(reader=guest_reader(guest_principal(guest), sent.message), at=LATER)


def test_it_is_told_in_both_folders_and_counts_as_unread_no_more(clerk, lawyer, sent):
    withdraw(actor=clerk.principal, message=sent.message, deliveries=None, at=LATER)
    assert Entry.objects.get(box=lawyer.box).withdrawn
    assert inbox_counts([lawyer.box.pk], at=AT) == {}
    stand = standings([Entry.objects.get(box=clerk.box)])[sent.message]
    assert (stand.recipients, stand.withdrawn) == (0, 2)


def test_notices_that_wait_are_stopped_and_their_link_forgotten(clerk, sent):
    OutboundMail.objects.filter(kind="account-notice").update(state=State.HANDED, handed_at=AT)
    withdraw(actor=clerk.principal, message=sent.message, deliveries=None, at=LATER)
    guest = OutboundMail.objects.get(kind="guest-notice")
    assert (guest.state, guest.sealed_secret, guest.ended_at) == (State.STOPPED, None, LATER)
    assert OutboundMail.objects.get(kind="account-notice").state == State.HANDED


def test_evidence_names_each_recipient_once(clerk, sent):
    withdraw(actor=clerk.principal, message=sent.message, deliveries=None, at=LATER)
    again = withdraw(
        actor=clerk.principal, message=sent.message, deliveries=None, at=LATER + timedelta(hours=1)
    )
    assert len(again.before) == 2
    assert not again.withdrawn
    assert Record.objects.filter(event="mail.message.withdrawn", subject=sent.message).count() == 2


def test_what_a_party_sent_to_a_court_is_filed_and_stays(clerk, lawyer):
    letter = submission(lawyer, boxes=[clerk])
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=AT)
    assert Message.objects.get(pk=letter.message).filed
    with pytest.raises(AlreadyFiled):
        withdraw(actor=lawyer.principal, message=letter.message, deliveries=None, at=LATER)
    assert may_read(letter, clerk)


def test_a_copy_for_the_other_side_of_a_filing_stays_too(clerk, lawyer, stranger):
    """Art. 3.10: the copy is part of one act."""
    letter = submission(lawyer, boxes=[clerk, stranger])
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=AT)
    with pytest.raises(AlreadyFiled):
        withdraw(
            actor=lawyer.principal, message=letter.message, deliveries=[part(letter, stranger).pk], at=LATER
        )


def test_an_answer_of_a_guest_is_filed(clerk, sent):
    guest = Guest.objects.get(conversation=sent.conversation)
    Guest.objects.filter(pk=guest.pk).update(signing_key="k" * 44)
    guest.refresh_from_db()
    answer = submission(clerk, boxes=[clerk], conversation=sent.conversation)
    submit_reply(actor=guest_principal(guest), submission=answer, at=AT)
    assert Message.objects.get(pk=answer.message).filed


def test_between_lawyers_nothing_is_filed(lawyer, stranger):
    letter = submission(lawyer, boxes=[stranger])
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=AT)
    assert withdraw(actor=lawyer.principal, message=letter.message, deliveries=None, at=LATER).withdrawn


def test_a_stranger_and_a_recipient_withdraw_nothing(clerk, lawyer, stranger, sent):
    for person in (stranger, lawyer):
        with pytest.raises(MessageUnknown):
            withdraw(actor=person.principal, message=sent.message, deliveries=None, at=LATER)
    assert may_read(sent, lawyer)


def test_who_may_only_read_does_not_withdraw(clerk, sent):
    Member.objects.filter(box=clerk.box).update(right="read")
    with pytest.raises(MayNotSend):
        withdraw(actor=clerk.principal, message=sent.message, deliveries=None, at=LATER)


def test_a_recipient_of_another_message_is_not_taken_for_one_of_this(clerk, lawyer, stranger, sent):
    other = submission(clerk, boxes=[stranger])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=other, at=AT)
    with pytest.raises(MessageUnknown):
        withdraw(actor=clerk.principal, message=sent.message, deliveries=[part(other, stranger).pk], at=LATER)


def test_the_automation_of_a_mailbox_no_longer_waits_for_it(clerk, stranger, lawyer):
    box = make_checked_box(stranger)
    sealed = seal_bytes([lawyer.box.recipient], b"file")
    key = BoxRecipient(box.pk, seal_bytes([box.recipient], b"key"))
    letter = submission(lawyer, boxes=[], objects=(store_file(lawyer.user.pk, sealed),))
    from dataclasses import replace

    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=replace(letter, boxes=(key,)), at=AT)
    assert waiting_for(stranger.user, at=AT)
    withdraw(actor=lawyer.principal, message=letter.message, deliveries=None, at=LATER)
    assert not waiting_for(stranger.user, at=AT)


@pytest.mark.django_db(transaction=True)
def test_of_opening_and_withdrawing_at_once_exactly_one_wins():
    clerk, lawyer = make_holder("mr. W", "w@office.example"), make_holder("mr. V", "l@office.example")
    letters = [submission(clerk, boxes=[lawyer]) for _ in range(8)]
    for letter in letters:
        submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
        gate, refused = Barrier(2), []

        def read(letter=letter, gate=gate, refused=refused) -> None:
            reader = reader_of(lawyer.principal, letter.message, at=AT)
            gate.wait()
            try:
                open_message(reader=reader, at=LATER)
            except MessageWithdrawn:
                refused.append(True)
            connections.close_all()

        def take(letter=letter, gate=gate) -> None:
            gate.wait()
            withdraw(actor=clerk.principal, message=letter.message, deliveries=None, at=LATER)
            connections.close_all()

        threads = [Thread(target=read), Thread(target=take)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        mine = part(letter, lawyer)
        assert bool(mine.opened_at) != bool(mine.withdrawn_at)
        assert bool(refused) == bool(mine.withdrawn_at)
