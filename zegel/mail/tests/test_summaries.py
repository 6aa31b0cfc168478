"""Rows say what a message is about, for who may read it and for nobody else; reading a list is no opening of its messages."""

import base64
import json
import uuid
from datetime import timedelta

import pytest
from django.db import connection

from tests.personas import AT, submission
from zegel.boxes.errors import BoxUnknown
from zegel.client.sealed import Addressee, make_message
from zegel.mail.actions.reading import open_message
from zegel.mail.actions.submit import submit
from zegel.mail.actions.withdrawal import withdraw
from zegel.mail.errors import EnvelopeRefused
from zegel.mail.models import Delivery
from zegel.mail.queries.messages import reader_of
from zegel.mail.queries.summaries import summaries
from zegel.mail.rules import SUMMARY_SIZE
from zegel.seal.manifest import Sender
from zegel.seal.opening import open_bytes, open_identity

WORDS = "Hierbij dien ik het verweerschrift in"


def made(sender, *receivers, text=WORDS):
    """A message as a program makes it, and as its summary is handed in."""
    box = sender.box
    addressees = [
        Addressee(
            "box", str(receiver.box.pk), receiver.box.name, receiver.box.address, receiver.box.recipient, {}
        )
        for receiver in receivers
    ]
    who = Sender("box", str(box.pk), box.name, str(sender.user.pk), sender.user.name)
    return make_message(
        None, sender=who, signing_seed=sender.key.signing, sender_recipient=box.recipient, addressees=addressees,
        conversation=str(uuid.uuid4()), subject="C/13/756123", text=text,
    )  # fmt: skip


def hand_in(sender, receiver):
    """A message of the sender's program, with its summary, in the receiver's mailbox."""
    body = made(sender, receiver)
    decoded = {name: base64.b64decode(body[name]) for name in ("envelope", "summary", "senderKey")}
    letter = submission(
        sender, boxes=[receiver], message=uuid.UUID(body["message"]), conversation=uuid.UUID(body["conversation"]),
        envelope=decoded["envelope"], summary=decoded["summary"], sender_key=decoded["senderKey"],
    )  # fmt: skip
    submit(actor=sender.principal, box=sender.box.pk, submission=letter, at=AT)
    return letter


@pytest.fixture
def sent(lawyer, clerk):
    return hand_in(lawyer, clerk)


def seen(holder, *messages, box=None):
    return summaries(holder.user.pk, (box or holder).box.pk, [message.message for message in messages], at=AT)


def plain(lawyer, clerk):
    """A message whose sender made no summary, as all are that came before there were any."""
    letter = submission(lawyer, boxes=[clerk])
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=AT)
    return letter


def open_(holder, letter):
    open_message(reader=reader_of(holder.principal, letter.message, at=AT), at=AT)


def test_whoever_holds_the_message_reads_its_first_words(lawyer, sent):
    (row,) = seen(lawyer, sent)
    identity = open_identity([lawyer.box_identity], row.sealed_key)
    signed = json.loads(open_bytes([identity], row.summary))
    assert json.loads(signed["summary"])["words"] == WORDS
    assert row.envelope == b""


def test_a_list_is_no_opening(clerk, sent):
    (row,) = seen(clerk, sent)
    assert row.summary
    assert Delivery.objects.get(message=sent.message, role="recipient").opened_at is None


def test_a_stranger_sees_no_summary_by_any_mailbox(stranger, clerk, sent):
    with pytest.raises(BoxUnknown):
        seen(stranger, sent, box=clerk)
    assert seen(stranger, sent) == []


def test_without_a_summary_an_unopened_letter_is_not_handed_out(lawyer, clerk):
    letter = plain(lawyer, clerk)
    assert [row.envelope for row in seen(clerk, letter)] == [b""]
    open_(clerk, letter)
    assert [row.envelope for row in seen(clerk, letter)] == [letter.envelope]


def test_of_what_one_sent_the_letter_is_there_at_once(lawyer, clerk):
    letter = plain(lawyer, clerk)
    assert [row.envelope for row in seen(lawyer, letter)] == [letter.envelope]


def test_what_was_taken_back_says_nothing_any_more(lawyer, stranger):
    sent = hand_in(lawyer, stranger)
    assert seen(stranger, sent)[0].summary
    withdraw(actor=lawyer.principal, message=sent.message, deliveries=None, at=AT + timedelta(minutes=1))
    assert seen(stranger, sent) == []


@pytest.mark.parametrize(
    "summary",
    [b"no age file", b"age-encryption.org/v1\n", b"age-encryption.org/v1\n".ljust(SUMMARY_SIZE + 1)],
)
def test_a_summary_of_another_size_would_tell_how_long_the_letter_is(lawyer, clerk, summary):
    letter = submission(lawyer, boxes=[clerk], summary=summary)
    with pytest.raises(EnvelopeRefused):
        submit(actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=AT)


@pytest.mark.parametrize("text", ["", "Kort.", "Lang. " * 500])
def test_every_summary_is_as_large(lawyer, clerk, text):
    assert len(base64.b64decode(made(lawyer, clerk, text=text)["summary"])) == SUMMARY_SIZE


def test_the_first_words_are_nowhere_in_the_database(sent):
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(
                f'SELECT count(*) FROM "{table}" t WHERE position(%s in t::text) > 0 OR position(%s in t::text) > 0',
                [WORDS, WORDS.encode().hex()],
            )
            assert cursor.fetchone() == (0,), table


def test_it_costs_as_much_for_many(lawyer, clerk, sent, django_assert_num_queries):
    letters = [sent, plain(lawyer, clerk), plain(lawyer, clerk)]
    with django_assert_num_queries(4):
        assert len(seen(clerk, *letters)) == 3
