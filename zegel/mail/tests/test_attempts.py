"""What a sender's device says of failed tries is kept with the message, as its word and never as ours."""

import base64
import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.personas import AT, make_guest, submission
from zegel.evidence.models import Record
from zegel.mail.actions.submit import submit, submit_reply
from zegel.mail.models import Attempts, Guest, Message
from zegel.mail.queries.attempts import attempts_of
from zegel.mail.queries.messages import reader_of
from zegel.mail.rules import SignedAttempts
from zegel.seal import attempts, keys
from zegel.web_session.principals import guest_principal

TRIED = datetime(2026, 11, 22, 22, 40, tzinfo=UTC)


def signed(letter, seed, *, count=2, **changes):
    tried = [
        attempts.Attempt(TRIED + timedelta(minutes=number), "message", 503 if number else 0, "b" * 64)
        for number in range(count)
    ]
    facts = {
        "message": str(letter.message),
        "envelope": hashlib.sha256(letter.envelope).hexdigest(),
        "attempts": tuple(tried),
    }
    document = attempts.write(attempts.AttemptList(**(facts | changes)))
    return SignedAttempts(document, attempts.sign(seed, document))


def send(lawyer, letter):
    return submit(actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=AT)


@pytest.fixture
def letter(clerk, lawyer):
    return submission(lawyer, boxes=[clerk])


def test_evidence_has_each_try_as_the_word_of_the_device(clerk, lawyer, letter):
    send(lawyer, replace(letter, attempts=signed(letter, lawyer.key.signing)))
    body = json.loads(bytes(Record.objects.get(event="mail.message.attempted").body))
    assert body["facts"]["toldBy"] == "device"
    assert [attempt["status"] for attempt in body["facts"]["attempts"]] == [0, 503]
    for person in (clerk, lawyer):
        assert len(attempts_of(reader_of(person.principal, letter.message, at=AT))) == 2


def test_a_longer_list_with_the_same_message_gives_the_same_receipt(lawyer, letter):
    seed = lawyer.key.signing
    first = send(lawyer, replace(letter, attempts=signed(letter, seed)))
    again = submit(
        actor=lawyer.principal, box=lawyer.box.pk, submission=replace(letter, attempts=signed(letter, seed, count=5)),
        at=AT + timedelta(minutes=9),
    )  # fmt: skip
    assert again == first
    assert Attempts.objects.count() == Record.objects.filter(event="mail.message.attempted").count() == 1


@pytest.mark.parametrize("wrong", ["signer", "message", "envelope", "bytes"])
def test_a_list_that_does_not_hold_never_keeps_a_message_out(lawyer, stranger, letter, wrong):
    seed = lawyer.key.signing
    given = {
        "signer": lambda: signed(letter, stranger.key.signing),
        "message": lambda: signed(letter, seed, message="7d1f4a52-9c3b-4e8a-8f21-0a5b6c7d8e9f"),
        "envelope": lambda: signed(letter, seed, envelope="0" * 64),
        "bytes": lambda: SignedAttempts(b"\x00" * 100_000, b"no signature"),
    }[wrong]()
    send(lawyer, replace(letter, attempts=given))
    assert Message.objects.filter(pk=letter.message).exists()
    assert not Attempts.objects.exists()
    assert Record.objects.filter(event="mail.attempts.refused", subject=letter.message).exists()


def test_a_guest_tells_of_its_tries_too(clerk):
    recipient, _ = make_guest(clerk)
    sent = submission(clerk, guests=[recipient])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    seed = bytes(range(32))
    public = base64.b64encode(keys.signing_public(seed)).decode()
    Guest.objects.filter(pk=recipient.guest).update(signing_key=public, sealed_signing=b"x")
    answer = submission(clerk, boxes=[clerk], conversation=sent.conversation)
    guest = Guest.objects.get(pk=recipient.guest)
    submit_reply(
        actor=guest_principal(guest), submission=replace(answer, attempts=signed(answer, seed)), at=AT
    )
    record = Record.objects.get(event="mail.message.attempted")
    assert record.subject == answer.message
