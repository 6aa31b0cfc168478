"""The message page of an account holder: what the server knows, told truthfully."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.personas import AT, log_in, make_guest, principal_of_guest, store_file, submission
from zegel.mail.actions.reading import open_message, report
from zegel.mail.actions.submit import submit
from zegel.mail.models import AccessGrant, Attachment, Delivery, Download, Draft, Entry
from zegel.mail.queries.messages import Reader, guest_reader, reader_of, tracks
from zegel.notify.models import OutboundMail, State
from zegel.portal.mail.rows import rows
from zegel.portal.shared.messages.page import message_page, timeline
from zegel.portal.shared.messages.tracking import Step, overview, track_lines


@pytest.fixture
def sent(clerk):
    """A message to a guest, with one file."""
    recipient, _ = make_guest(clerk)
    sealed = b"age-encryption.org/v1\n" + b"x" * 50
    letter = submission(clerk, guests=[recipient], objects=(store_file(clerk.user.pk, sealed),))
    submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
    return letter


def as_user(client, holder):
    log_in(client, holder)
    return client


def sender_reader(clerk, letter) -> Reader:
    return reader_of(clerk.principal, letter.message, at=AT)


def line_of(clerk, letter):
    reader = sender_reader(clerk, letter)
    found = tracks(reader)
    with translation.override("en"):
        [line] = track_lines(found)
        return line, overview(found)


def steps(clerk, letter) -> list[Step]:
    reader = sender_reader(clerk, letter)
    with translation.override("en"):
        return [point.step for point in timeline(reader, [reader.delivery.message]).rows]


def words(clerk, letter) -> list[str]:
    return [step.text for step in steps(clerk, letter)]


def test_who_is_not_logged_in_goes_to_the_login_page(client, sent):
    assert client.get(f"/mail/messages/{sent.message}")["Location"].startswith("/login")


def test_a_stranger_finds_nothing(client, stranger, sent):
    assert as_user(client, stranger).get(f"/mail/messages/{sent.message}").status_code == 404
    assert as_user(client, stranger).get(f"/mail/messages/{uuid4()}").status_code == 404


def test_the_page_shows_the_moment_and_nothing_sealed(client, clerk, sent):
    text = as_user(client, clerk).get(f"/mail/messages/{sent.message}").content.decode()
    assert "zondag 22 november 2026, 23:51" in text
    assert "age-encryption" not in text
    assert f"/api/messages/{sent.message}" in text


def test_looking_at_the_page_is_not_reading(client, lawyer, clerk):
    letter = submission(clerk, boxes=[lawyer])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
    as_user(client, lawyer).get(f"/mail/messages/{letter.message}")
    assert Delivery.objects.get(message=letter.message, box=lawyer.box).opened_at is None


def test_the_receipt_has_the_moment_large_and_the_hashes_folded(client, clerk, sent):
    text = as_user(client, clerk).get(f"/mail/messages/{sent.message}?sent=1").content.decode()
    assert "Uw bericht is ontvangen" in text
    assert "receipt__moment" in text
    for file in Attachment.objects.filter(message=sent.message):
        assert file.object.sha256 in text


def test_one_press_on_a_sent_message_leads_to_its_receipt(client, clerk, sent):
    text = as_user(client, clerk).get(f"/mail/messages/{sent.message}").content.decode()
    assert 'href="?sent=1"' in text


def test_who_only_received_it_gets_no_receipt(client, lawyer, clerk):
    letter = submission(clerk, boxes=[lawyer])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
    text = as_user(client, lawyer).get(f"/mail/messages/{letter.message}?sent=1").content.decode()
    assert "receipt__moment" not in text
    assert 'data-track="' not in text


def test_a_message_just_sent_waits(clerk, sent):
    line, badges = line_of(clerk, sent)
    assert words(clerk, sent) == [
        "Received and kept sealed",
        "Notification to p@post.example is waiting to be sent",
    ]
    assert line.status[0] == "neutral"
    assert [badge[0] for badge in badges] == ["neutral"]


def test_a_bounce_is_told_with_its_reason_and_can_be_mailed_again(client, clerk, sent):
    holder = Delivery.objects.get(message=sent.message, role="recipient")
    OutboundMail.objects.filter(ref=holder.pk).update(
        state=State.BOUNCED, reason="550 unknown", ended_at=AT + timedelta(minutes=1), sealed_secret=None
    )
    line, badges = line_of(clerk, sent)
    assert line.can_resend
    assert (steps(clerk, sent)[-1].sign, steps(clerk, sent)[-1].detail) == ("error", "550 unknown")
    assert ("error", "bounced") in {badge[:2] for badge in badges}
    text = as_user(client, clerk).get(f"/mail/messages/{sent.message}").content.decode()
    assert "Melding opnieuw sturen" in text
    assert "550 unknown" in text


def test_a_mail_that_came_back_unread_is_not_called_delivered(client, clerk, sent):
    holder = Delivery.objects.get(message=sent.message, role="recipient")
    OutboundMail.objects.filter(ref=holder.pk).update(
        state=State.RETURNED, ended_at=AT + timedelta(minutes=1), sealed_secret=None
    )
    line, badges = line_of(clerk, sent)
    assert line.can_resend
    assert ("error", "bounced") in {badge[:2] for badge in badges}
    text = as_user(client, clerk).get(f"/mail/messages/{sent.message}").content.decode()
    assert "kwam terug; waarom was niet te lezen" in text
    assert "Melding opnieuw sturen" in text


def test_an_uncertain_mail_is_not_called_delivered(clerk, sent):
    holder = Delivery.objects.get(message=sent.message, role="recipient")
    OutboundMail.objects.filter(ref=holder.pk).update(
        state=State.UNCERTAIN, ended_at=AT + timedelta(minutes=1), sealed_secret=None
    )
    line, _ = line_of(clerk, sent)
    assert line.status[0] == "warning"
    assert "Nobody can tell" in words(clerk, sent)[-1]


def test_opening_fetching_and_refusing_are_told_in_order(clerk, sent):
    holder = Delivery.objects.get(message=sent.message, role="recipient")
    reader = guest_reader(principal_of_guest(holder.guest_id), sent.message)
    open_message(reader=reader, at=AT + timedelta(hours=1))
    file = Attachment.objects.get(message=sent.message)
    Download.objects.create(delivery=holder, attachment=file, at=AT + timedelta(hours=2))
    report(reader=reader, code="file-hash", file_number=1, at=AT + timedelta(hours=3))
    _, badges = line_of(clerk, sent)
    assert words(clerk, sent)[2:] == [
        "Opened by P. Jansen",
        "File 1 fetched",
        "The reader's device did not show file 1",
    ]
    assert steps(clerk, sent)[-1].detail == "the file was changed"
    assert {badge[1] for badge in badges} == {"eye", "error"}


def test_the_conversation_lists_its_other_messages(client, clerk, lawyer):
    first = submission(clerk, boxes=[lawyer])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=first, at=AT)
    answer = replace(submission(lawyer, boxes=[clerk]), conversation=first.conversation)
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=answer, at=AT + timedelta(days=1))
    text = as_user(client, lawyer).get(f"/mail/messages/{answer.message}").content.decode()
    assert f'href="/mail/messages/{first.message}"' in text
    assert "zondag 22 november 2026, 23:51" in text


def test_a_message_that_a_colleague_moves_at_this_moment_is_still_shown(client, clerk, sent, monkeypatch):
    monkeypatch.setattr("zegel.portal.mail.views.message.around", lambda _entry, *, at: [])
    assert as_user(client, clerk).get(f"/mail/messages/{sent.message}").status_code == 200


def test_the_page_with_its_list_beside_it_asks_little_however_long_the_list(client, clerk, lawyer):
    def statements(count):
        for number in range(count):
            letter = submission(lawyer, boxes=[clerk])
            submit(
                actor=lawyer.principal,
                box=lawyer.box.pk,
                submission=letter,
                at=AT + timedelta(minutes=number),
            )
        reading = as_user(client, clerk)
        reading.get(f"/mail/messages/{letter.message}")
        with CaptureQueriesContext(connection) as seen:
            text = reading.get(f"/mail/messages/{letter.message}").content.decode()
        assert text.count('class="beside__row') == Entry.objects.filter(box=clerk.box, folder="in").count()
        return [value["sql"] for value in seen]

    few = statements(1)
    assert len(few) <= 28, "\n".join(few)
    assert len(statements(6)) == len(few)


def test_a_line_beside_says_what_the_folder_says(client, clerk, lawyer, stranger):
    """It is asked in the same queries as the message itself: who is known, and what the log recorded, stay apart by message."""
    for sender in (lawyer, stranger):
        letter = submission(sender, boxes=[clerk])
        submit(actor=sender.principal, box=sender.box.pk, submission=letter, at=AT)
    Entry.objects.filter(box=clerk.box, message=letter.message).update(subject="C/13/999999")
    near = list(
        Entry.objects.filter(box=clerk.box)
        .select_related("message__sender_box__organisation")
        .order_by("-at", "-id")
    )
    facts = message_page(reader_of(clerk.principal, letter.message, at=AT), sent=False, beside=near)
    with translation.override("en"):
        assert rows(near, "in", facts["known"]) == rows(near, "in")
        assert {row.differs != "" for row in rows(near, "in", facts["known"])} == {True, False}


def test_an_open_message_says_who_has_it_and_reading_it_is_no_change(client, clerk, lawyer):
    letter = submission(lawyer, boxes=[clerk])
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=AT)
    entry = Entry.objects.get(box=clerk.box, message=letter.message)
    as_user(client, clerk)

    def shown():
        text = client.get(f"/mail/messages/{letter.message}").content.decode()
        (state,) = re.findall(rf'data-row="{entry.pk}" data-state="([^"]+)"', text)
        return text, state

    _, before = shown()
    Entry.objects.filter(pk=entry.pk).update(unread=False)
    asked = f"/api/boxes/{clerk.box.pk}/news?entry={entry.pk}"
    assert client.get(asked).json()["states"] == [{"entry": str(entry.pk), "state": before}]
    Entry.objects.filter(pk=entry.pk).update(assignee=clerk.user, answered_by=clerk.user)
    text, after = shown()
    assert after != before
    assert 'data-live="told"' in text
    assert f"Voor {clerk.user.name}" in text
    assert f"Beantwoord door {clerk.user.name}" in text


def test_the_other_messages_of_a_conversation_can_be_read_where_they_stand(client, clerk, sent):
    later = submission(clerk, conversation=sent.conversation, guests=[make_guest(clerk)[0]])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=later, at=AT + timedelta(hours=1))
    page = as_user(client, clerk).get(f"/mail/messages/{sent.message}").content.decode()
    assert f'data-inline="/api/messages/{later.message}"' in page
    assert f'data-inline="/api/messages/{sent.message}"' not in page
    assert f'data-held-by="{clerk.box.pk}"' in page


def test_what_is_answered_is_in_sight_and_a_new_message_has_nothing_beside_it(client, clerk, sent):
    as_user(client, clerk)
    page = client.get(f"/mail/messages/{sent.message}/reply").content.decode()
    assert f'data-inline="/api/messages/{sent.message}"' in page
    assert 'data-action="quote"' in page
    assert "data-inline=" not in client.get("/mail/new").content.decode()


def test_what_is_gone_is_not_offered_to_be_read_beside_the_answer(client, clerk, sent):
    AccessGrant.objects.filter(message=sent.message).delete()
    as_user(client, clerk)
    assert "data-inline=" not in client.get(f"/mail/messages/{sent.message}/reply").content.decode()


def test_a_draft_has_beside_it_what_its_address_says_it_answers_for_who_may_read_that(
    client, clerk, stranger, sent
):
    mine, other = (
        Draft.objects.create(id=uuid4(), box=holder.box, writer=holder.user, sealed=b"x", saved_at=AT).pk
        for holder in (clerk, stranger)
    )
    page = as_user(client, clerk).get(f"/mail/drafts/{mine}?answers={sent.message}").content.decode()
    assert f'data-inline="/api/messages/{sent.message}"' in page
    for asked in ["", "?answers=nothing", f"?answers={uuid4()}"]:
        assert "data-inline=" not in client.get(f"/mail/drafts/{mine}{asked}").content.decode()
    page = as_user(client, stranger).get(f"/mail/drafts/{other}?answers={sent.message}").content.decode()
    assert "data-inline=" not in page
    assert 'data-answers=""' in page
