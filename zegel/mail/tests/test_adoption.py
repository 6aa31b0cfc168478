"""A guest gets an account and takes the conversation along: their own, whole, once, and nobody else's."""

import uuid

import pytest

from tests.personas import AT, make_guest, make_holder, principal_of_guest, submission
from zegel.boxes.errors import KeyVersionPast
from zegel.evidence.models import Record
from zegel.mail.actions.adoption import adopt
from zegel.mail.actions.reading import open_message
from zegel.mail.actions.submit import submit
from zegel.mail.actions.withdrawal import withdraw
from zegel.mail.errors import EnvelopeRefused, GuestOfAnother, MessageUnknown
from zegel.mail.models import Delivery, Entry, Guest
from zegel.mail.queries.messages import Conversation, correspondents, guest_reader, reader_of
from zegel.mail.queries.timeline import timeline_of
from zegel.seal.sealing import seal_bytes
from zegel.web_session.principals import guest_principal

ADOPTED = "mail.guest.adopted"
KEY = "the key of the message"


@pytest.fixture
def citizen(db):
    """Was a guest at this address, and has an account there now."""
    return make_holder("P. Jansen", "P@post.example")


@pytest.fixture
def sent(clerk, lawyer):
    recipient, _ = make_guest(clerk, email="p@post.example")
    letter = submission(clerk, boxes=[lawyer], guests=[recipient])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
    return letter


def guest_of(letter):
    return Guest.objects.get(conversation=letter.conversation)


def keys_for(holder, *letters):
    return {letter.message: seal_bytes([holder.box.recipient], KEY.encode()) for letter in letters}


def take_along(holder, letter, **changes):
    facts = {"guest": guest_of(letter).pk, "key_version": 1, "keys": keys_for(holder, letter)} | changes
    return adopt(actor=holder.principal, at=AT, **facts)


def test_the_mailbox_opens_what_the_guest_could(clerk, citizen, sent):
    assert take_along(citizen, sent) == 1
    reader = reader_of(citizen.principal, sent.message, at=AT)
    assert reader.delivery.box_id == citizen.box.pk
    open_message(reader=reader, at=AT)
    entry = Entry.objects.get(box=citizen.box)
    assert (entry.folder, entry.counterpart, entry.subject) == ("in", clerk.box.name, sent.subject)


def test_the_sender_is_told_and_answers_to_the_account(clerk, lawyer, citizen, sent):
    take_along(citizen, sent)
    reader = reader_of(clerk.principal, sent.message, at=AT)
    told = timeline_of(reader, [reader.delivery.message], at=AT).told
    assert [fact.actor for fact in told if fact.event == ADOPTED] == [f"user:{citizen.user.pk}"]
    conversation = Conversation.objects.get(pk=sent.conversation)
    found = {
        (correspondent.kind, correspondent.id)
        for correspondent in correspondents(clerk.user, conversation, clerk.box.pk, at=AT)
        if not correspondent.adopted
    }
    assert found == {("box", lawyer.box.pk), ("box", citizen.box.pk)}
    # Who else got the message is not told.
    other = reader_of(lawyer.principal, sent.message, at=AT)
    assert ADOPTED not in {fact.event for fact in timeline_of(other, [other.delivery.message], at=AT).told}


def test_twice_is_once(citizen, sent):
    take_along(citizen, sent)
    assert take_along(citizen, sent) == 0
    assert Delivery.objects.filter(box=citizen.box).count() == 1
    assert Record.objects.filter(event=ADOPTED).count() == 1


def test_the_link_keeps_opening_what_it_opened(citizen, sent):
    take_along(citizen, sent)
    open_message(reader=guest_reader(principal_of_guest(guest_of(sent).pk), sent.message), at=AT)


def test_an_account_with_another_address_takes_nothing(stranger, sent):
    with pytest.raises(GuestOfAnother):
        take_along(stranger, sent)
    assert not Delivery.objects.filter(box=stranger.box).exists()


def test_no_message_that_the_guest_did_not_hold(clerk, lawyer, citizen, sent):
    """Of the same conversation, but to the lawyer alone; and one that does not exist."""
    hidden = submission(clerk, boxes=[lawyer], conversation=sent.conversation, subject=sent.subject)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=hidden, at=AT)
    for key in (hidden.message, uuid.uuid4()):
        with pytest.raises(MessageUnknown):
            take_along(
                citizen, sent, keys=keys_for(citizen, sent) | {key: keys_for(citizen, sent)[sent.message]}
            )
    assert not Delivery.objects.filter(box=citizen.box).exists()


def test_no_message_that_was_taken_back_and_none_that_was_read_is_taken_back_later(clerk, citizen, sent):
    guest = guest_of(sent)
    open_message(reader=guest_reader(guest_principal(guest), sent.message), at=AT)
    later = submission(
        clerk, guests=[make_guest(clerk, email="p@post.example")[0]], conversation=uuid.uuid4()
    )
    submit(actor=clerk.principal, box=clerk.box.pk, submission=later, at=AT)
    withdraw(actor=clerk.principal, message=later.message, deliveries=None, at=AT)
    with pytest.raises(MessageUnknown):
        take_along(citizen, later)
    take_along(citizen, sent)
    done = withdraw(actor=clerk.principal, message=sent.message, deliveries=None, at=AT)
    assert Delivery.objects.get(box=citizen.box).pk in done.opened
    assert Delivery.objects.get(box=citizen.box).withdrawn_at is None


def test_only_sealed_keys_and_only_for_the_newest_key_version(citizen, sent):
    with pytest.raises(KeyVersionPast):
        take_along(citizen, sent, key_version=2)
    with pytest.raises(EnvelopeRefused):
        take_along(citizen, sent, keys={sent.message: b"plain"})
