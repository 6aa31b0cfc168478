"""Withdrawing on the page: what sender, recipient and guest see of it."""

from datetime import timedelta

import pytest

from tests.personas import AT, log_in, make_guest, submission
from zegel.lib.grants import grant
from zegel.lib.moments import now
from zegel.mail.actions.reading import open_message
from zegel.mail.actions.submit import submit
from zegel.mail.actions.withdrawal import withdraw
from zegel.mail.models import Delivery, Guest
from zegel.mail.queries.messages import reader_of

LATER = AT + timedelta(minutes=3)


@pytest.fixture
def sent(clerk, lawyer):
    recipient, _ = make_guest(clerk)
    letter = submission(clerk, boxes=[lawyer], guests=[recipient])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
    return letter


def page(client, holder, letter):
    log_in(client, holder)
    return client.get(f"/mail/messages/{letter.message}").content.decode()


def holder_of(letter, lawyer):
    return Delivery.objects.get(message=letter.message, box=lawyer.box).pk


def test_the_sender_ticks_who_it_is_taken_back_from(client, clerk, lawyer, sent):
    assert "Dit bericht intrekken" in page(client, clerk, sent)
    address = f"/mail/messages/{sent.message}/withdraw"
    answer = client.post(address, {"delivery": [holder_of(sent, lawyer)]}, follow=True).content.decode()
    assert "Ingetrokken bij 1 ontvanger" in answer
    assert Delivery.objects.filter(withdrawn_at__isnull=False).count() == 1


def test_who_opened_it_in_the_meantime_is_named_as_such(client, clerk, lawyer, sent):
    page(client, clerk, sent)
    open_message(reader=reader_of(lawyer.principal, sent.message, at=AT), at=AT)
    address = f"/mail/messages/{sent.message}/withdraw"
    answer = client.post(address, {"delivery": [holder_of(sent, lawyer)]}, follow=True).content.decode()
    assert "had het bericht net geopend" in answer


def test_nothing_ticked_withdraws_nothing(client, clerk, sent):
    page(client, clerk, sent)
    client.post(f"/mail/messages/{sent.message}/withdraw")
    answer = client.post(f"/mail/messages/{sent.message}/withdraw", {"delivery": ["no-uuid"]})
    assert (answer.status_code, 'href="#delivery"' in answer.content.decode()) == (422, True)
    assert not Delivery.objects.filter(withdrawn_at__isnull=False).exists()


def test_what_was_filed_says_what_withdrawing_means(client, clerk, lawyer):
    letter = submission(lawyer, boxes=[clerk])
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=AT)
    text = page(client, lawyer, letter)
    assert "art. 3.4" in text
    assert f"/mail/messages/{letter.message}/withdraw" not in text
    own = Delivery.objects.get(message=letter.message, role="recipient").pk
    answer = client.post(f"/mail/messages/{letter.message}/withdraw", {"delivery": [own]}, follow=True)
    assert "het is dus ingediend" in answer.content.decode()
    assert not Delivery.objects.filter(withdrawn_at__isnull=False).exists()


def test_the_recipient_sees_that_and_when_it_was_withdrawn_and_nothing_to_open(client, clerk, lawyer, sent):
    withdraw(actor=clerk.principal, message=sent.message, deliveries=None, at=LATER)
    text = page(client, lawyer, sent)
    assert "heeft dit bericht ingetrokken" in text
    assert "zondag 22 november 2026, 23:54" in text
    assert "data-letter" not in text
    assert "build/pages/message" not in text
    assert "Ingetrokken door de afzender" in client.get(f"/mail/{lawyer.box.pk}/in").content.decode()


def test_the_link_of_a_guest_says_so_before_any_code(client, clerk, sent):
    guest = Guest.objects.get()
    withdraw(actor=clerk.principal, message=sent.message, deliveries=None, at=LATER)
    text = client.get(f"/g/{guest.pk}").content.decode()
    assert "Dit bericht is ingetrokken" in text
    assert "23:54" in text
    assert 'data-action="ask"' not in text


def test_a_guest_with_another_message_finds_both(client, clerk, sent):
    guest = Guest.objects.get()
    again, _ = make_guest(clerk)
    from dataclasses import replace

    more = submission(
        clerk, guests=[replace(again, guest=guest.pk, new=None)], conversation=sent.conversation
    )
    submit(actor=clerk.principal, box=clerk.box.pk, submission=more, at=AT)
    withdraw(actor=clerk.principal, message=sent.message, deliveries=None, at=LATER)
    assert 'data-action="ask"' in client.get(f"/g/{guest.pk}").content.decode()
    session = client.session
    grant(session, guest.pk, now())
    session.save()
    text = client.get(f"/g/{guest.pk}/messages/{sent.message}").content.decode()
    assert "heeft dit bericht ingetrokken" in text


def test_a_stranger_and_a_recipient_withdraw_nothing(client, lawyer, stranger, sent):
    for person in (stranger, lawyer):
        log_in(client, person)
        answer = client.post(
            f"/mail/messages/{sent.message}/withdraw", {"delivery": [holder_of(sent, lawyer)]}
        )
        assert answer.status_code == 404
    assert not Delivery.objects.filter(withdrawn_at__isnull=False).exists()
