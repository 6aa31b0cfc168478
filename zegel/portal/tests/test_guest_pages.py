"""A guest's pages: a look at a link changes nothing, and without the code nobody gets past the first page."""

import json
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from tests.personas import AT, make_guest, submission
from zegel.evidence.models import Record
from zegel.lib.grants import grant, granted
from zegel.lib.moments import now
from zegel.mail.actions.guests import help_guest
from zegel.mail.actions.submit import submit
from zegel.mail.models import Delivery, Guest, SmsCode
from zegel.notify.models import OutboundSms


@pytest.fixture
def guest(clerk):
    recipient, _ = make_guest(clerk)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[recipient]), at=AT)
    return Guest.objects.get(pk=recipient.guest)


@pytest.fixture
def inside(client, guest):
    """A browser that has shown the code."""
    let_in(client, guest.pk)
    return client


def let_in(client, key, at=None):
    session = client.session
    grant(session, key, at or now())
    session.save()


def page(client, path, **headers):
    answer = client.get(path, headers=headers or None)
    return answer, answer.content.decode()


def test_the_first_page_says_who_writes_about_which_case_and_hides_the_number(client, guest):
    answer, text = page(client, f"/g/{guest.pk}")
    assert answer.status_code == 200
    assert "Kantoor van" in text
    assert "C/13/756123" in text
    assert "06-•••••678" in text
    assert guest.phone not in text
    assert guest.name not in text
    assert guest.email not in text


def test_a_new_case_has_no_number_to_show(client, clerk):
    recipient, _ = make_guest(clerk)
    sent = submission(clerk, guests=[recipient], subject="nieuwe zaak")
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    _, text = page(client, f"/g/{recipient.guest}")
    assert "nieuwe zaak" not in text.lower()
    assert "Zaaknummer" not in text


@pytest.mark.parametrize("method", ["get", "head"])
def test_scanners_change_nothing(client, guest, method):
    before = (Record.objects.count(), Guest.objects.values().get(pk=guest.pk))
    for tail in ["", "/messages", "/reply", f"/messages/{uuid.uuid4()}"]:
        getattr(client, method)(f"/g/{guest.pk}{tail}")
    assert (Record.objects.count(), Guest.objects.values().get(pk=guest.pk)) == before
    assert not SmsCode.objects.exists()
    assert not OutboundSms.objects.exists()
    assert "sessionid" not in client.cookies


def test_without_the_code_every_page_leads_back_to_the_first(client, guest):
    message = Delivery.objects.get(guest=guest).message_id
    for tail in ["messages", f"messages/{message}", "reply"]:
        answer = client.get(f"/g/{guest.pk}/{tail}")
        assert answer.status_code == 302
        assert answer["Location"].startswith(f"/g/{guest.pk}?")


def test_the_code_of_one_guest_opens_nothing_of_another(inside, clerk):
    other, _ = make_guest(clerk)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[other]), at=AT)
    assert inside.get(f"/g/{other.guest}/messages").status_code == 302


def test_a_message_of_somebody_else_does_not_exist(inside, guest, clerk):
    other, _ = make_guest(clerk)
    sent = submission(clerk, guests=[other])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    assert inside.get(f"/g/{guest.pk}/messages/{sent.message}").status_code == 404


def test_one_message_is_opened_straight_away(inside, guest):
    message = Delivery.objects.get(guest=guest).message_id
    assert inside.get(f"/g/{guest.pk}/messages")["Location"] == f"/g/{guest.pk}/messages/{message}"


def test_several_read_messages_are_a_list(inside, guest, clerk):
    conversation = Delivery.objects.get(guest=guest).message.conversation_id
    known = replace(make_guest(clerk)[0], guest=guest.pk, new=None)
    again = submission(clerk, conversation=conversation, guests=[known])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=again, at=AT + timedelta(days=1))
    Delivery.objects.filter(guest=guest).update(opened_at=AT)
    answer, text = page(inside, f"/g/{guest.pk}/messages")
    assert answer.status_code == 200
    assert "zondag 22 november 2026, 23:51" in text
    assert "maandag 23 november 2026, 23:51" in text


def test_the_message_page_has_the_metadata_and_nothing_sealed(inside, guest):
    held = Delivery.objects.get(guest=guest)
    _, text = page(inside, f"/g/{guest.pk}/messages/{held.message_id}")
    assert "zondag 22 november 2026, 23:51" in text
    assert f"/api/guests/{guest.pk}/messages/{held.message_id}" in text
    assert "age-encryption" not in text
    held.refresh_from_db()
    assert held.opened_at is None


def test_leaving_closes_the_door(inside, guest):
    answer = inside.post(f"/g/{guest.pk}/leave")
    assert answer["Location"] == f"/g/{guest.pk}?closed=yes"
    assert inside.get(f"/g/{guest.pk}/messages").status_code == 302


def test_leaving_by_a_link_of_somebody_else_is_refused(guest):
    strict = Client(enforce_csrf_checks=True)
    let_in(strict, guest.pk)
    assert strict.get(f"/g/{guest.pk}/leave").status_code == 405
    refused = strict.post(f"/g/{guest.pk}/leave")
    assert refused.status_code == 403
    assert "Deze pagina stond te lang open" in refused.content.decode()


def test_an_hour_without_a_sign_closes_the_door(client, guest):
    let_in(client, guest.pk, now() - timedelta(minutes=61))
    assert client.get(f"/g/{guest.pk}/messages").status_code == 302


def test_the_page_speaks_the_language_of_the_guest_unless_the_browser_chose(client, guest):
    Guest.objects.filter(pk=guest.pk).update(language="en")
    _, text = page(client, f"/g/{guest.pk}", **{"accept-language": "nl"})
    assert '<html lang="en"' in text
    client.cookies["taal"] = "nl"
    _, text = page(client, f"/g/{guest.pk}")
    assert '<html lang="nl"' in text


@pytest.mark.django_db
def test_a_link_that_belongs_to_nobody_says_what_to_do(client):
    answer, text = page(client, f"/g/{uuid.uuid4()}", **{"accept-language": "nl"})
    assert answer.status_code == 404
    assert "Deze link hoort niet bij een bericht" in text


def test_asking_for_help_gives_the_sender_a_task(client, guest):
    body = json.dumps({"reason": "not_my_number", "contact": "06 98765432"})
    answer = client.post(f"/api/guests/{guest.pk}/help", body, content_type="application/json")
    assert answer.status_code == 204
    assert guest.help_requests.get().contact == "06 98765432"


@pytest.mark.parametrize("path", ["/help", "/help/real", "/accessibility", "/privacy"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_information_is_there_in_both_languages(client, path, language):
    answer, text = page(client, path, **{"accept-language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in text
    assert ("Rechtbank" in text or "rechtbank" in text) == (language == "nl")


def test_a_visit_ends_after_twelve_hours_however_busy(client, guest):
    start = now() - timedelta(hours=11, minutes=59)
    session = {}
    grant(session, guest.pk, start)
    for half_hours in range(1, 24):
        assert granted(session, guest.pk, start + half_hours * timedelta(minutes=30), since=None)
    assert not granted(session, guest.pk, start + timedelta(hours=12, minutes=1), since=None)


def test_a_repaired_way_in_closes_the_door_behind_who_came_by_the_old_one(inside, clerk, guest):
    """The wrong person may have got in: they read and send nothing more."""
    message = Delivery.objects.get(guest=guest).message_id
    addresses = [f"/g/{guest.pk}/messages/{message}", f"/g/{guest.pk}/reply", f"/api/guests/{guest.pk}/me"]
    assert [inside.get(path).status_code for path in addresses] == [200, 200, 200]
    help_guest(actor=clerk.principal, guest=guest.pk, link="L" * 43, phone="06 22222222", at=now())
    assert [inside.get(path).status_code for path in addresses] == [302, 302, 404]
    let_in(inside, guest.pk)
    assert [inside.get(path).status_code for path in addresses] == [200, 200, 200]


def test_a_logo_is_cached_and_a_missing_one_is_not_found(client, clerk):
    organisation = clerk.box.organisation
    assert client.get(f"/logo/{organisation.pk}.png").status_code == 404
    organisation.logo = b"\x89PNG\r\n\x1a\n"
    organisation.save()
    answer = client.get(f"/logo/{organisation.pk}.png")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/png", "public, max-age=3600")
    again = client.get(f"/logo/{organisation.pk}.png", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_only_a_colour_becomes_a_stylesheet(client, clerk):
    organisation = clerk.box.organisation
    organisation.accent = "#7a1f3d"
    organisation.save()
    assert b"--court-accent: #7a1f3d;" in client.get(f"/logo/{organisation.pk}.css").content
    organisation.accent = "red;}*{"
    organisation.save()
    assert client.get(f"/logo/{organisation.pk}.css").content == b""


def test_no_page_has_anything_inline(inside, guest):
    message = Delivery.objects.get(guest=guest).message_id
    for path in [f"/g/{guest.pk}", f"/g/{guest.pk}/messages/{message}", f"/g/{guest.pk}/reply", "/privacy"]:
        answer, text = page(inside, path)
        assert " style=" not in text
        assert "<style" not in text
        assert " onclick=" not in text
        assert "require-trusted-types-for" in answer["Content-Security-Policy"]


def test_who_answers_a_court_is_told_of_the_copy_and_the_paper(inside, guest):
    _, text = page(inside, f"/g/{guest.pk}/reply")
    assert "Is dit een stuk voor de rechter?" in text
    assert "art. 3.10" in text
    assert "art. 3.3" in text


def test_what_a_guest_answers_is_beside_the_answer_and_what_is_gone_is_not(inside, guest):
    letter = Delivery.objects.get(guest=guest).message_id
    _, text = page(inside, f"/g/{guest.pk}/reply")
    assert f'data-inline="/api/guests/{guest.pk}/messages/{letter}"' in text
    assert 'data-action="quote"' not in text
    Delivery.objects.filter(guest=guest).update(withdrawn_at=AT)
    assert "data-inline=" not in page(inside, f"/g/{guest.pk}/reply")[1]
