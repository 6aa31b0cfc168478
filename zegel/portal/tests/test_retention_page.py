"""How long messages are kept, as their readers and an administrator see it."""

from datetime import timedelta

import pytest

from tests.personas import AT, log_in, make_guest, submission
from zegel.identity.models import Role
from zegel.lib.grants import grant
from zegel.lib.moments import now
from zegel.mail.actions.retention import expire, warn
from zegel.mail.actions.submit import submit
from zegel.mail.models import Delivery, Guest, Retention


@pytest.fixture
def sent(clerk, lawyer):
    recipient, _ = make_guest(clerk)
    letter = submission(clerk, boxes=[lawyer], guests=[recipient])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
    return letter


@pytest.fixture
def old(sent, clerk, lawyer):
    """A year has passed at the court and at the lawyer's."""
    for holder in (clerk, lawyer):
        Retention.objects.create(organisation=holder.user.organisation, months=12)
    for day in (334, 358):
        warn(at=AT + timedelta(days=day))
    return sent


def text_of(client, path):
    return client.get(path).content.decode()


def test_the_page_counts_down_and_a_member_keeps_it(client, lawyer, sent):
    log_in(client, lawyer)
    path = f"/mail/messages/{sent.message}"
    assert "22 november 2031" in text_of(client, path)
    client.post(f"{path}/keep", {"kept": "yes"})
    assert Delivery.objects.get(message=sent.message, box=lawyer.box).kept_at
    assert "Laat de termijn weer lopen" in text_of(client, path)
    client.post(f"{path}/keep", {"kept": "no"})
    assert not Delivery.objects.filter(kept_at__isnull=False).exists()


def test_what_was_filed_says_so_and_has_no_button(client, clerk, lawyer):
    letter = submission(lawyer, boxes=[clerk])
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=AT)
    log_in(client, lawyer)
    text = text_of(client, f"/mail/messages/{letter.message}")
    assert "Wat bij een gerecht is ingediend, wordt niet verwijderd" in text
    assert "/keep" not in text


def test_the_list_shows_what_goes_soon(client, lawyer, old):
    log_in(client, lawyer)
    assert "Wordt verwijderd op 22 november 2027" in text_of(client, f"/mail/{lawyer.box.pk}/in")


def test_who_comes_too_late_reads_that_and_when_it_was_deleted(client, lawyer, old):
    expire(at=AT + timedelta(days=366))
    log_in(client, lawyer)
    text = text_of(client, f"/mail/messages/{old.message}")
    assert "Dit bericht is verlopen" in text
    assert "data-letter" not in text
    guest = Guest.objects.get()
    assert "Dit bericht is verlopen" in text_of(client, f"/g/{guest.pk}")


def test_a_guest_sees_until_when(client, sent):
    guest = Guest.objects.get()
    session = client.session
    grant(session, guest.pk, now())
    session.save()
    text = text_of(client, f"/g/{guest.pk}/messages/{sent.message}")
    assert "22 november 2031" in text
    assert "/keep" not in text


def test_a_stranger_keeps_nothing(client, stranger, sent):
    log_in(client, stranger)
    assert client.post(f"/mail/messages/{sent.message}/keep", {"kept": "yes"}).status_code == 404


def test_an_administrator_chooses_the_term(client, clerk):
    log_in(client, clerk)
    assert client.get("/organisation/retention").status_code == 404
    Role.objects.create(user=clerk.user, organisation=clerk.user.organisation, kind="administrator", since=AT)
    assert 'value="60"' in text_of(client, "/organisation/retention")
    wrong = client.post("/organisation/retention", {"months": "2"})
    assert wrong.status_code == 422
    assert "Kies een termijn van 3 tot 240 maanden" in wrong.content.decode()
    client.post("/organisation/retention", {"months": "24"})
    assert Retention.objects.get().months == 24
