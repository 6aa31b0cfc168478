"""Who may see which evidence: a sender all of it, a recipient their own, and nobody that of others."""

import base64
import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.personas import AT, make_guest, principal_of_guest, store_file, submission
from zegel.evidence.actions import extend_log
from zegel.evidence.queries import public_log_key
from zegel.mail.actions.guest_entry import ask_code
from zegel.mail.actions.reading import download, open_message
from zegel.mail.actions.submit import submit
from zegel.mail.errors import MessageUnknown
from zegel.mail.models import Attachment
from zegel.mail.queries.evidence import guest_parts, parts_of, proven, visible_to
from zegel.mail.queries.exports import picked, plan
from zegel.mail.queries.messages import guest_landing, guest_reader, reader_of
from zegel.seal.proof import verify

LATER = AT + timedelta(hours=1)


@pytest.fixture
def sent(clerk, lawyer):
    """A message with a file to a lawyer and to a guest; both have read it."""
    guest, _ = make_guest(clerk)
    sealed = b"age-encryption.org/v1\n" + b"x" * 50
    letter = submission(
        clerk,
        boxes=[lawyer],
        guests=[guest],
        objects=(store_file(clerk.user.pk, sealed),),
        subject="C/13/756123",
    )
    submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
    ask_code(guest=guest.guest, at=LATER)
    file = Attachment.objects.get(message=letter.message)
    for reader in (
        reader_of(lawyer.principal, letter.message, at=AT),
        guest_reader(principal_of_guest(guest.guest), letter.message),
    ):
        open_message(reader=reader, at=LATER)
        list(download(reader=reader, attachment=file, clock=lambda: LATER))
    extend_log(at=LATER)
    return letter


def seen(parts):
    return [(record.event, record.facts.get("delivery")) for record in visible_to(parts, at=AT)]


def test_the_sender_sees_everything_about_all_recipients(clerk, sent):
    events = [event for event, _ in seen(parts_of(clerk.user, [sent.message], at=AT))]
    assert sorted(set(events)) == [
        "mail.file.downloaded", "mail.guest.code-asked", "mail.message.opened", "mail.message.received",
    ]  # fmt: skip
    assert events.count("mail.message.opened") == events.count("mail.file.downloaded") == 2


def test_a_recipient_sees_their_own_part_and_not_that_another_read(lawyer, sent):
    own = str(reader_of(lawyer.principal, sent.message, at=AT).delivery.pk)
    assert seen(parts_of(lawyer.user, [sent.message], at=AT)) == [
        ("mail.message.received", None),
        ("mail.message.opened", own),
        ("mail.file.downloaded", own),
    ]


def test_a_guest_sees_their_own_part_and_how_they_got_in(sent):
    guest = guest_landing(sent.guests[0].guest)
    events = [event for event, _ in seen(guest_parts(guest, [sent.message]))]
    assert sorted(events) == [
        "mail.file.downloaded", "mail.guest.code-asked", "mail.message.opened", "mail.message.received",
    ]  # fmt: skip


def test_nobody_sees_the_evidence_of_a_message_they_do_not_hold(stranger, lawyer, clerk, sent):
    elsewhere = submission(stranger, boxes=[clerk])
    submit(actor=stranger.principal, box=stranger.box.pk, submission=elsewhere, at=AT)
    for user, messages in ((stranger.user, [sent.message]), (lawyer.user, [sent.message, elsewhere.message])):
        with pytest.raises(MessageUnknown):
            parts_of(user, messages, at=AT)
    other, _ = make_guest(lawyer, email="other@post.example")
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=submission(lawyer, guests=[other]), at=AT)
    with pytest.raises(MessageUnknown):
        guest_parts(guest_landing(other.guest), [sent.message])


def test_what_is_seen_comes_with_a_proof_that_holds(clerk, sent):
    parts = parts_of(clerk.user, [sent.message], at=AT)
    found = proven(parts, at=AT)
    held = verify(json.dumps(found.proof).encode(), base64.b64decode(public_log_key()))
    assert len(held.records) == len(visible_to(parts, at=AT)) == 6
    assert (found.next, found.waiting) == (None, 0)


def test_what_has_no_place_in_the_log_yet_is_counted_not_left_out_in_silence(clerk, lawyer, sent):
    again = replace(submission(lawyer, boxes=[clerk]), conversation=sent.conversation)
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=again, at=LATER)
    found = proven(parts_of(clerk.user, [sent.message, again.message], at=AT), at=AT)
    assert found.waiting == 1


def test_much_evidence_comes_page_by_page(clerk, sent, monkeypatch):
    monkeypatch.setattr("zegel.mail.queries.evidence.PAGE", 4)
    parts, after, events = parts_of(clerk.user, [sent.message], at=AT), -1, []
    for size in (4, 2):
        found = proven(parts, after=after, at=AT)
        held = verify(json.dumps(found.proof).encode())
        assert len(held.records) == size
        events += [record.index for record in held.records]
        after = found.next
    assert after is None
    assert events == sorted(set(events))


def test_a_case_is_everything_of_that_number_in_this_mailbox_and_nothing_else(clerk, lawyer, stranger, sent):
    second = submission(lawyer, boxes=[clerk], subject="C/13/756123")
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=second, at=LATER)
    for subject in ("C/13/999999", "nieuwe zaak"):
        submit(
            actor=lawyer.principal,
            box=lawyer.box.pk,
            submission=submission(lawyer, boxes=[clerk], subject=subject),
            at=AT,
        )
    hidden = submission(stranger, boxes=[lawyer], subject="C/13/756123")
    submit(actor=stranger.principal, box=stranger.box.pk, submission=hidden, at=AT)
    reader = reader_of(clerk.principal, sent.message, at=AT)
    assert [message.message for message in plan(reader, "case").messages] == [sent.message, second.message]
    assert [message.message for message in plan(reader, "conversation").messages] == [sent.message]
    assert [message.own for message in plan(reader, "case").messages] == [True, False]


def test_new_cases_are_not_one_case(clerk, lawyer):
    letters = [submission(clerk, boxes=[lawyer], subject="nieuwe zaak") for _ in range(2)]
    for letter in letters:
        submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
    reader = reader_of(clerk.principal, letters[0].message, at=AT)
    assert [message.message for message in plan(reader, "case").messages] == [letters[0].message]


def test_picking_takes_only_what_lies_in_the_box(clerk, lawyer, sent):
    from zegel.mail.models import Entry

    own = Entry.objects.get(box=clerk.box, message=sent.message)
    theirs = Entry.objects.get(box=lawyer.box, message=sent.message)
    assert [message.message for message in picked(clerk.user, clerk.box.pk, [own.pk], at=AT).messages] == [
        sent.message
    ]
    assert picked(clerk.user, clerk.box.pk, [theirs.pk, uuid4()], at=AT).messages == []


def test_more_than_one_export_takes_is_said(clerk, lawyer, monkeypatch):
    monkeypatch.setattr("zegel.mail.queries.exports.MOST", 2)
    letters = [submission(clerk, boxes=[lawyer], subject="C/13/756123") for _ in range(3)]
    for hours, letter in enumerate(letters):
        submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT + timedelta(hours=hours))
    found = plan(reader_of(clerk.principal, letters[0].message, at=AT), "case")
    assert ([message.message for message in found.messages], found.left) == (
        [letter.message for letter in letters[:2]],
        1,
    )
