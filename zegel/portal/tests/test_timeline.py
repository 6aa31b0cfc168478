"""The timeline of a message and of a conversation: whole for who sent, one's own part for who received."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.personas import AT, log_in, make_guest, principal_of_guest, store_file, submission
from tests.things import happen
from zegel.evidence.models import Record
from zegel.lib.grants import grant
from zegel.lib.ids import uuid7
from zegel.lib.moments import now
from zegel.mail.actions.guest_entry import ask_code
from zegel.mail.actions.guests import help_guest
from zegel.mail.actions.reading import download, open_message
from zegel.mail.actions.submit import submit
from zegel.mail.models import Attachment
from zegel.mail.queries.messages import guest_reader, reader_of

LATER = AT + timedelta(hours=1, seconds=7)


@pytest.fixture
def sent(clerk, lawyer):
    """A message with two files to a lawyer and a guest; both opened it, the lawyer fetched file 2."""
    guest, _ = make_guest(clerk)
    files = tuple(store_file(clerk.user.pk, b"age-encryption.org/v1\n" + bytes([n]) * 50) for n in (1, 2))
    letter = submission(clerk, boxes=[lawyer], guests=[guest], objects=files)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
    ask_code(guest=guest.guest, at=LATER)
    reader = reader_of(lawyer.principal, letter.message, at=AT)
    open_message(reader=reader, at=LATER)
    open_message(reader=guest_reader(principal_of_guest(guest.guest), letter.message), at=LATER)
    file = Attachment.objects.get(message=letter.message, number=2)
    list(download(reader=reader, attachment=file, clock=lambda: LATER))
    return letter


def page(client, holder, path):
    log_in(client, holder)
    return client.get(path)


def let_in(client, guest):
    session = client.session
    grant(session, guest, now())
    session.save()
    return client


def test_the_sender_sees_all_recipients_in_one_list_to_the_second(client, clerk, sent):
    text = page(client, clerk, f"/mail/messages/{sent.message}").content.decode()
    assert "zondag 22 november 2026, 23:51:00" in text
    assert "maandag 23 november 2026, 00:51:07" in text
    for words in ("Geopend door P. Jansen", "Geopend door mr. A. de Vries", "Bestand 2 opgehaald"):
        assert words in text
    assert text.count('data-of="') >= 4
    assert 'data-narrow-by="track"' in text
    assert text.count("Ontvangen en verzegeld bewaard") == 1


def test_the_list_is_in_order_of_time(client, clerk, sent):
    text = page(client, clerk, f"/mail/messages/{sent.message}").content.decode()
    moments = re.findall(r'<time\s+datetime="([^"]*)"', text)
    rows = [moment for moment in moments if moment.startswith("2026-11-2")]
    listed = text[text.index("data-timeline>") :]
    found = re.findall(r'<time\s+datetime="([^"]*)"', listed)
    assert rows
    assert found == sorted(found)


def test_a_recipient_sees_themselves_and_not_that_others_read(client, lawyer, sent):
    text = page(client, lawyer, f"/mail/messages/{sent.message}").content.decode()
    assert "Geopend door mr. A. de Vries" in text
    assert "Bestand 2 opgehaald" in text
    assert "P. Jansen" not in text
    assert "p@post.example" not in text


def test_a_guest_sees_themselves_and_not_that_others_read(client, sent):
    guest = sent.guests[0].guest
    for path in (f"/g/{guest}/messages/{sent.message}", f"/g/{guest}/timeline"):
        text = let_in(client, guest).get(path).content.decode()
        assert "Geopend door P. Jansen" in text
        assert "de Vries" not in text
        assert "Bestand 2 opgehaald" not in text


def test_a_guest_is_not_told_which_address_the_link_went_to_before(client, clerk, sent):
    guest = sent.guests[0].guest
    help_guest(actor=clerk.principal, guest=guest, link="L" * 43, phone="06 87654321", at=LATER)
    session = client.session
    grant(session, guest, now())
    session.save()
    text = client.get(f"/g/{guest}/timeline").content.decode()
    assert "12345678" not in text
    log_in(client, clerk)
    mine = client.get(f"/mail/messages/{sent.message}/timeline").content.decode()
    assert "De afzender heeft veranderd hoe deze persoon binnenkomt" in mine


def test_the_conversation_in_one_list(client, clerk, lawyer, sent):
    answer = replace(submission(lawyer, boxes=[clerk]), conversation=sent.conversation)
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=answer, at=AT + timedelta(days=1))
    text = page(client, clerk, f"/mail/messages/{sent.message}/timeline").content.decode()
    assert f'href="/mail/messages/{answer.message}"' in text
    assert text.count("Ontvangen en verzegeld bewaard") == 2


def test_what_nobody_gave_words_is_shown_by_its_name(client, clerk, sent):
    [record] = happen(at=LATER)
    Record.objects.create(
        id=uuid7(), at=LATER, event="mail.message.something-new", subject=sent.message, leaf=record.leaf,
        body=bytes(record.body).replace(b"test.thing.happened", b"mail.message.something-new"),
    )  # fmt: skip
    assert (
        "mail.message.something-new" in page(client, clerk, f"/mail/messages/{sent.message}").content.decode()
    )


@pytest.mark.parametrize("what", ["timeline", "export"])
def test_a_stranger_finds_nothing(client, stranger, clerk, sent, what):
    guest = sent.guests[0].guest
    path = f"/mail/messages/{sent.message}/{what}"
    assert client.get(path)["Location"].startswith("/login")
    assert page(client, stranger, path).status_code == 404
    assert client.get(f"/g/{guest}/{what}").status_code == 302
    assert page(client, clerk, path).status_code == 200


def test_a_stranger_exports_nothing_of_a_mailbox(client, stranger, clerk):
    path = f"/mail/{clerk.box.pk}/export"
    assert page(client, stranger, path).status_code == 404
    assert page(client, clerk, path).status_code == 200
