"""The day of a hearing on the sender's page, and the list of whom to phone."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.personas import AT, log_in, make_guest, submission
from zegel.lib.moments import now
from zegel.mail.actions.submit import submit
from zegel.mail.models import Delivery, Hearing, Nudge


@pytest.fixture
def sent(clerk, lawyer):
    recipient, _ = make_guest(clerk)
    letter = submission(clerk, boxes=[lawyer], guests=[recipient])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
    return letter


def soon():
    return (now().astimezone(ZoneInfo("Europe/Amsterdam")) + timedelta(days=3)).date()


def text_of(client, path):
    return client.get(path).content.decode()


def test_a_court_states_the_day_and_sees_what_will_happen(client, clerk, sent):
    log_in(client, clerk)
    path = f"/mail/messages/{sent.message}"
    assert "Moet voor een zitting gelezen zijn" in text_of(client, path)
    client.post(f"{path}/hearing", {"hearing": soon().isoformat()})
    assert Hearing.objects.get().on == soon()
    assert "Een sms, waar een nummer bekend is" in text_of(client, path)
    client.post(f"{path}/hearing", {"hearing": soon().isoformat(), "do": "remove"})
    assert not Hearing.objects.exists()


@pytest.mark.parametrize("typed", ["yesterday", "2020-01-01", "2026-13-40", "9999-12-31"])
def test_a_day_that_cannot_be_is_refused_in_words(client, clerk, sent, typed):
    log_in(client, clerk)
    answer = client.post(f"/mail/messages/{sent.message}/hearing", {"hearing": typed}, follow=True)
    assert "Kies een dag na vandaag" in answer.content.decode()
    assert not Hearing.objects.exists()


def test_what_was_typed_stays_in_its_field_with_the_reason(client, clerk, sent):
    log_in(client, clerk)
    answer = client.post(f"/mail/messages/{sent.message}/hearing", {"hearing": "2020-01-01"})
    text = answer.content.decode()
    field = text.partition('data-field="hearing"')[2].partition("</div>")[0]
    assert (answer.status_code, 'href="#hearing"' in text) == (422, True)
    assert 'aria-invalid="true"' in field
    assert 'value="2020-01-01"' in field


def test_others_are_not_offered_a_hearing(client, lawyer, stranger, sent):
    log_in(client, lawyer)
    assert "data-hearing" not in text_of(client, f"/mail/messages/{sent.message}")
    for person in (lawyer, stranger):
        log_in(client, person)
        answer = client.post(f"/mail/messages/{sent.message}/hearing", {"hearing": soon().isoformat()})
        assert answer.status_code == 404


def test_the_list_has_the_number_and_takes_the_outcome(client, clerk, sent):
    guest = Delivery.objects.get(message=sent.message, guest__isnull=False)
    Hearing.objects.create(message_id=sent.message, on=soon(), set_by=clerk.user, set_at=AT)
    call = Nudge.objects.create(delivery=guest, step="call", hearing_on=soon(), at=AT)
    log_in(client, clerk)
    assert "Te bellen" in text_of(client, f"/mail/{clerk.box.pk}/in")
    text = text_of(client, f"/mail/{clerk.box.pk}/calls")
    assert "+31612345678" in text
    client.post(f"/mail/{clerk.box.pk}/calls/{call.pk}", {"outcome": "reached"})
    call.refresh_from_db()
    assert (call.outcome, call.done_by) == ("reached", clerk.user)
    assert "Er hoeft niemand gebeld te worden" in text_of(client, f"/mail/{clerk.box.pk}/calls")


def test_a_stranger_sees_no_list(client, clerk, stranger, sent):
    log_in(client, stranger)
    assert client.get(f"/mail/{clerk.box.pk}/calls").status_code == 404
