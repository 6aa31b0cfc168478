"""Somebody without an account applies in a case of the kantonrechter: a code by mail, a guest of their own, a filing that waits in the intake."""

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client

from tests.personas import AT, b64, make_guest, submission
from zegel.api.applications import by_guest
from zegel.authentication.actions.limits import reached
from zegel.contacts.models import Contact
from zegel.filing.actions import open_desk
from zegel.filing.models import Filing, PaperTask
from zegel.filing.queries.intake import intake_queue
from zegel.lib.moments import now
from zegel.mail.actions import guest_entry
from zegel.mail.actions.submit import submit
from zegel.mail.keys import code_key
from zegel.mail.models import Delivery, Guest, Message
from zegel.mail.rules import WRONG_TRIES, sms_digits
from zegel.notify.models import OutboundMail

from .applicant_calls import FACTS, PLACE, applicant, application, kanton_desk
from .world import client_of

ADDRESS = "pim@post.example"


@pytest.fixture
def desk(clerk):
    kanton_desk(clerk.box.pk)
    return clerk


def stranger():
    return Client(headers={"accept-language": "en"})


def posted(client, path, body):
    answer = client.post(f"/api/{path}", json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json() if answer.content else {}


def asked(client, email=ADDRESS):
    return posted(client, "applicants/code", {**PLACE, "email": email, "language": "nl"})


def digits_of(client):
    return sms_digits(code_key(), uuid.UUID(client.session["applicant"]["code"]))


def begun(desk, client=None):
    """A stranger who is in as a guest of the desk, with the key to sign with."""
    client = client or stranger()
    assert asked(client)[0] == 200
    status, answer = posted(client, "applicants", applicant(digits_of(client), desk.box.recipient))
    assert status == 200, answer
    guest = Guest.objects.select_related("conversation__owner").get(pk=answer["guest"])
    key = {"public": b64(bytes(32)), "sealed": applicant("", desk.box.recipient)["senderCopy"]}
    assert posted(client, f"guests/{guest.pk}/signing-key", key)[0] < 300
    return client, guest


def test_the_code_goes_to_the_address_and_the_link_to_the_same_one(desk):
    client = stranger()
    status, answer = asked(client)
    assert (status, answer["seconds"], answer["desk"]["recipient"]) == (200, 900, desk.box.recipient)
    mail = OutboundMail.objects.get()
    assert (mail.kind, mail.to_address) == ("applicant-code", ADDRESS)
    # No letter of the queue says the digits: the worker opens them, once.
    assert digits_of(client) not in json.dumps(mail.params)
    _client, guest = begun(desk, client)
    link = OutboundMail.objects.exclude(kind="applicant-code").get()
    assert (link.kind, link.to_address, guest.email) == ("applicant-link", ADDRESS, ADDRESS)
    assert (guest.conversation.owner_id, guest.conversation.subject) == (desk.box.pk, "nieuwe zaak")
    assert "Die is nog niet ingediend" in client.get(f"/g/{guest.pk}").content.decode()
    assert client.get(f"/g/{guest.pk}/messages")["Location"] == f"/g/{guest.pk}/apply"
    # Nothing waits at the court yet.
    assert not Message.objects.exists()


def test_the_application_is_filed_with_its_moment_and_waits_in_the_intake(desk):
    client, guest = begun(desk)
    before = now()
    made = application(guest)
    status, receipt = posted(client, f"guests/{guest.pk}/applications", made)
    assert status == 200, receipt
    filing = Filing.objects.get()
    assert (filing.kind, filing.channel, filing.filer_kind, filing.filer) == (
        "application",
        "secure_mail",
        "guest",
        guest.pk,
    )
    assert before <= filing.at <= now()
    [item] = intake_queue(desk.user, at=now())
    assert (item.pk, item.state, item.filing.sender) == (filing.pk, "waiting", "P. Jansen")
    assert "U hebt een aanvraag ingediend" in client.get(f"/g/{guest.pk}").content.decode()
    # The guest has it, with its number, on a page and as a receipt.
    page = client.get(f"/g/{guest.pk}/messages/{made['message']}?sent=1")
    assert page.status_code == 200
    assert filing.number[:4] in page.content.decode()
    assert client.get(f"/g/{guest.pk}/apply")["Location"].endswith(made["message"])
    # Paper follows what the law lets follow it (3.3), as for everybody who files by secure mail.
    assert PaperTask.objects.filter(filing=filing).count() <= 1


def test_the_same_again_is_one_filing_and_another_is_refused(desk):
    client, guest = begun(desk)
    made = application(guest)
    first = posted(client, f"guests/{guest.pk}/applications", made)
    assert posted(client, f"guests/{guest.pk}/applications", made) == first
    status, answer = posted(client, f"guests/{guest.pk}/applications", application(guest))
    assert (status, answer["code"]) == (409, "application-filed")
    assert Filing.objects.count() == Message.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"filing": FACTS | {"summons": 0}}, "summons-missing"), ({"filing": FACTS | {"kind": "message"}}, "wrongly-addressed"),
        ({"filing": FACTS | {"location": "Hilversum"}}, "court-unknown"), ({"filing": FACTS | {"matter": "handel"}}, "no-desk"),
        ({"subject": "C/13/799999"}, "subject-differs"), ({"objects": []}, "piece-missing"), ({"boxes": []}, ""),
    ],
)  # fmt: skip
def test_what_the_law_or_the_form_of_it_refuses_files_nothing(desk, changes, code):
    client, guest = begun(desk)
    status, answer = posted(client, f"guests/{guest.pk}/applications", application(guest, **changes))
    assert 400 <= status < 500
    assert code in answer["code"]
    assert not Filing.objects.exists()
    assert not Message.objects.exists()


def test_in_a_commercial_case_a_lawyer_applies(desk, clerk):
    open_desk(**PLACE | {"matter": "handel"}, box=clerk.box.pk, postal="", counter="", at=AT)
    client = stranger()
    assert asked(client)[0] == 200
    body = applicant(digits_of(client), desk.box.recipient, matter="handel")
    _status, answer = posted(client, "applicants", body)
    assert (answer["code"], answer["article"]) == ("lawyer-needed", "2.1")
    client, guest = begun(desk)
    body = application(guest, filing=FACTS | {"matter": "handel"})
    assert posted(client, f"guests/{guest.pk}/applications", body)[1]["code"] == "lawyer-needed"
    assert not Filing.objects.exists()


def test_a_wrong_code_lets_nobody_in_and_too_many_end_it(desk):
    client = stranger()
    asked(client)
    right = digits_of(client)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _ in range(WRONG_TRIES):
        _status, answer = posted(client, "applicants", applicant(wrong, desk.box.recipient))
        assert answer["code"] == "address-code-wrong"
    assert (
        posted(client, "applicants", applicant(right, desk.box.recipient))[1]["code"] == "address-code-over"
    )
    assert not Guest.objects.exists()


def test_a_code_is_of_the_browser_that_asked_works_once_and_not_for_long(desk, monkeypatch):
    client = stranger()
    asked(client)
    body = applicant(digits_of(client), desk.box.recipient)
    assert posted(stranger(), "applicants", body)[1]["code"] == "address-code-over"
    later = now() + timedelta(minutes=16)
    monkeypatch.setattr(by_guest, "now", lambda: later)
    assert posted(client, "applicants", body)[1]["code"] == "address-code-over"
    monkeypatch.undo()
    assert posted(client, "applicants", body)[0] == 200
    again = body | {"guest": str(uuid.uuid4())}
    assert posted(client, "applicants", again)[1]["code"] == "address-code-over"


def test_a_guest_of_another_is_not_taken_over(desk):
    _client, guest = begun(desk)
    client = stranger()
    asked(client, "other@post.example")
    body = applicant(digits_of(client), desk.box.recipient, guest=str(guest.pk))
    assert posted(client, "applicants", body)[1]["code"] == "guest-data"
    assert client.get(f"/api/guests/{guest.pk}/me").status_code == 404
    assert posted(client, f"guests/{guest.pk}/applications", application(guest))[0] == 404
    assert client.get(f"/g/{guest.pk}/apply")["Location"] == f"/g/{guest.pk}?closed=idle"


def test_an_address_gets_three_letters_an_hour_and_after_that_no_code_works(desk):
    for _ in range(3):
        assert asked(stranger())[0] == 200
    client = stranger()
    # Who asks is told nothing of it.
    assert asked(client)[0] == 200
    assert OutboundMail.objects.count() == 3
    # Not even the digits that such a code would have, and it wears out by itself: nothing tells it from one that was mailed.
    for _ in range(WRONG_TRIES):
        guessed = posted(client, "applicants", applicant(digits_of(client), desk.box.recipient))
        assert guessed[1]["code"] == "address-code-wrong"
    other = stranger()
    assert asked(other)[0] == 200
    guessed = posted(other, "applicants", applicant("000000", desk.box.recipient))
    assert guessed[1]["code"] == "address-code-wrong"


def test_asking_for_what_does_not_come_makes_nobody_wait_longer(desk, monkeypatch):
    start = now()
    for minute in range(0, 60, 5):
        monkeypatch.setattr(by_guest, "now", lambda minute=minute: start + timedelta(minutes=minute))
        assert asked(stranger())[0] == 200
    assert OutboundMail.objects.count() == 3
    monkeypatch.setattr(by_guest, "now", lambda: start + timedelta(minutes=61))
    asked(stranger())
    assert OutboundMail.objects.count() == 4


def test_tries_at_one_moment_are_no_more_than_tries_one_by_one(desk, monkeypatch):
    client = stranger()
    asked(client)
    right = digits_of(client)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    others = []

    def meanwhile(*told, **limits):
        # Between looking how often it was tried and the answer another try comes in.
        seen = reached(*told, **limits)
        if others.count("") < 2 * WRONG_TRIES:
            others.append("")
            others.append(posted(client, "applicants", applicant(wrong, desk.box.recipient))[1]["code"])
        return seen

    monkeypatch.setattr("zegel.mail.actions.applicants.reached", meanwhile)
    posted(client, "applicants", applicant(wrong, desk.box.recipient))
    assert others.count("address-code-wrong") <= WRONG_TRIES


def test_one_place_asks_for_so_many_addresses_and_no_more(desk):
    answers = [asked(stranger(), f"n{number}@post.example")[0] for number in range(31)]
    assert (set(answers[:30]), answers[30]) == ({200}, 429)


def test_a_guest_the_court_wrote_to_about_a_new_case_may_apply_by_that_link(desk, clerk):
    recipient, _made = make_guest(clerk)
    letter = submission(clerk, guests=[recipient], subject="nieuwe zaak")
    submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
    client = client_of(guests=(recipient.guest,))
    page = client.get(f"/g/{recipient.guest}/messages/{letter.message}")
    assert f"/g/{recipient.guest}/apply" in page.content.decode()
    assert b"data-application" in client.get(f"/g/{recipient.guest}/apply").content
    assert Delivery.objects.filter(guest=recipient.guest).count() == 1


def test_strangers_cannot_spend_what_a_courts_sms_cost_on_numbers_of_their_own(desk, monkeypatch):
    monkeypatch.setattr("zegel.mail.actions.guest_entry.APPLICANTS_CODES_AN_HOUR", 1)
    _client, first = begun(desk)
    assert posted(stranger(), f"guests/{first.pk}/code", {})[0] == 200
    other = stranger()
    asked(other, "other@post.example")
    body = applicant(digits_of(other), desk.box.recipient, phone="06 87654321")
    second = posted(other, "applicants", body)[1]["guest"]
    status, answer = posted(stranger(), f"guests/{second}/code", {})
    assert (status, answer["code"]) == (429, "applicants-wait")
    # Whom the court wrote to waits for no stranger.
    recipient, _made = make_guest(desk)
    submit(actor=desk.principal, box=desk.box.pk, submission=submission(desk, guests=[recipient]), at=AT)
    assert posted(stranger(), f"guests/{recipient.guest}/code", {})[0] == 200


def test_a_stranger_puts_no_name_among_those_whom_the_court_writes_to(desk):
    _client, guest = begun(desk)
    at = now()
    code = guest_entry.ask_code(guest=guest.pk, at=at)
    guest_entry.enter_by_sms(guest=guest.pk, digits=sms_digits(code_key(), code.pk), at=at)
    assert not Contact.objects.filter(email=ADDRESS).exists()
