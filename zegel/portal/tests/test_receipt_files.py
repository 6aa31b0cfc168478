"""The receipt to keep: for everybody who holds the message and nobody else, as JSON and as PDF/A with the JSON inside."""

import base64
import io
import json
import uuid

import pikepdf
import pytest
import typst
from django.test import Client
from django.utils import translation

from tests.personas import AT, log_in, make_guest, principal_of_guest, store_file, submission
from zegel.evidence.actions import extend_log
from zegel.evidence.queries import public_log_key
from zegel.lib.grants import grant
from zegel.lib.moments import now
from zegel.mail.actions.submit import submit
from zegel.mail.queries.messages import guest_reader, reader_of
from zegel.mail.queries.receipts import receipt_of
from zegel.portal.receipts import receipt_file as receipts
from zegel.seal.checkpoint import verify as verify_note
from zegel.seal.receipt import verify

FORMS = ["json", "pdf"]


@pytest.fixture
def sent(clerk, lawyer):
    """A message with a file to a lawyer and a guest, taken in by the log; gives it with the guest."""
    recipient, _ = make_guest(clerk)
    letter = submission(
        clerk,
        boxes=[lawyer],
        guests=[recipient],
        objects=(store_file(clerk.user.pk, b"age-encryption.org/v1\nx"),),
    )
    submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
    return letter.message, recipient.guest


def browser(holder=None, guest=None):
    client = Client()
    if holder:
        log_in(client, holder)
    if guest:
        session = client.session
        grant(session, guest, now())
        session.save()
        client.cookies["sessionid"] = session.session_key
    return client


def paths(message, guest, *, form):
    return f"/mail/messages/{message}/receipt.{form}", f"/g/{guest}/messages/{message}/receipt.{form}"


def log_key():
    return base64.b64decode(public_log_key())


@pytest.mark.parametrize("form", FORMS)
def test_sender_recipient_and_guest_can_keep_it(sent, clerk, lawyer, form):
    extend_log(at=AT)
    message, guest = sent
    mailbox, link = paths(message, guest, form=form)
    for client, path in [(browser(clerk), mailbox), (browser(lawyer), mailbox), (browser(guest=guest), link)]:
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer["Content-Type"] == receipts.TYPES[form]
        assert answer["Content-Disposition"] == f'attachment; filename="ontvangstbewijs-{message}.{form}"'
        assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("form", FORMS)
def test_nobody_else_can(sent, clerk, stranger, form):
    extend_log(at=AT)
    message, guest = sent
    mailbox, link = paths(message, guest, form=form)
    assert browser().get(mailbox)["Location"].startswith("/login")
    assert browser(stranger).get(mailbox).status_code == 404
    for client in (browser(), browser(clerk), browser(stranger), browser(guest=uuid.uuid4())):
        assert client.get(link)["Location"] == f"/g/{guest}?closed=idle"
    other = paths(uuid.uuid4(), guest, form=form)
    assert browser(clerk).get(other[0]).status_code == browser(guest=guest).get(other[1]).status_code == 404


def test_a_guest_cannot_keep_the_receipt_of_another_message(sent, clerk, lawyer):
    extend_log(at=AT)
    letter = submission(clerk, boxes=[lawyer])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
    assert browser(guest=sent[1]).get(paths(letter.message, sent[1], form="json")[1]).status_code == 404


@pytest.mark.parametrize("form", ["xml", "JSON", "json-"])
def test_there_are_no_other_forms(sent, clerk, form):
    extend_log(at=AT)
    assert browser(clerk).get(paths(*sent, form=form)[0]).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_to_be_read(sent, clerk, method):
    for path in (*paths(*sent, form="json"), "/checkpoints", "/log-key"):
        assert getattr(browser(clerk, guest=sent[1]), method)(path).status_code == 405


@pytest.mark.parametrize("form", FORMS)
def test_in_the_first_seconds_a_page_says_to_wait(sent, clerk, form):
    message, guest = sent
    mailbox, link = paths(message, guest, form=form)
    for client, path in [(browser(clerk), mailbox), (browser(guest=guest), link)]:
        answer = client.get(path)
        assert (answer.status_code, answer["Retry-After"]) == (202, "10")
        assert f'href="{path}"' in answer.content.decode()


def test_the_json_holds(sent, clerk):
    extend_log(at=AT)
    held = verify(browser(clerk).get(paths(*sent, form="json")[0]).content, log_key())
    assert held.facts.message == str(sent[0])
    assert held.facts.received == AT


def test_the_pdf_is_pdf_a_and_carries_the_json(sent, clerk):
    extend_log(at=AT)
    answer = browser(clerk).get(paths(*sent, form="pdf")[0])
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "B")
        assert meta["dc:title"] == "Ontvangstbewijs"
        [attached] = pdf.attachments.values()
        verify(attached.get_file().read_bytes(), log_key())


def told(reader):
    with translation.override("nl"):
        receipt = receipt_of(reader)
        return receipts._told(reader, receipt, json.dumps(receipt).encode())


def test_the_paper_says_what_when_and_between_whom(sent, clerk, lawyer):
    extend_log(at=AT)
    said = told(reader_of(clerk.principal, sent[0], at=AT))
    assert said["moment"] == "zondag 22 november 2026, 23:51"
    assert "2026-11-22T23:51:00+01:00" in said["exact"]
    facts = {label: value for label, value, _ in said["facts"]}
    assert facts["Van"] == "Team kort geding, Kantoor van Team kort geding"
    assert sorted(facts["Aan"].split("; ")) == ["P. Jansen", "mr. A. de Vries, Kantoor van mr. A. de Vries"]
    assert said["moment_label"] == "Ontvangen door ons systeem op", (
        "what a court sends is not filed (art. 3.4)"
    )
    assert facts["Zaak"] == "C/13/756123"
    assert [row[:2] for row in said["files"]] == [["1", "23"]]


def test_a_recipient_is_told_of_no_other_recipient(sent, clerk, lawyer):
    extend_log(at=AT)
    for reader, name in [
        (reader_of(lawyer.principal, sent[0], at=AT), "mr. A. de Vries, Kantoor van mr. A. de Vries"),
        (guest_reader(principal_of_guest(sent[1]), sent[0]), "P. Jansen"),
    ]:
        assert {label: value for label, value, _ in told(reader)["facts"]}["Aan"] == name


@pytest.mark.parametrize("name", ["#panic() *x* $y$ \\ @z <w> [q]", "李小龍 عمر 😀", "", "x" * 500])
def test_no_name_spoils_the_paper(sent, clerk, name):
    extend_log(at=AT)
    reader = reader_of(clerk.principal, sent[0], at=AT)
    reader.delivery.message.sender_box.name = name
    assert receipts.receipt_file(reader, "pdf").startswith(b"%PDF-")


def test_where_pdf_a_cannot_be_made_there_is_still_paper(sent, clerk, monkeypatch):
    extend_log(at=AT)
    real = typst.compile

    def no_letters(*args, pdf_standards, **more):
        if pdf_standards == ["a-3b"]:
            # What typst says of a script that the machine has no letters for.
            return real(b"#panic()", format="pdf")
        return real(*args, pdf_standards=pdf_standards, **more)

    monkeypatch.setattr(typst, "compile", no_letters)
    assert receipts.receipt_file(reader_of(clerk.principal, sent[0], at=AT), "pdf").startswith(b"%PDF-")


def test_the_sender_finds_it_on_the_receipt_and_on_the_message(sent, clerk, lawyer):
    message, _ = sent
    for query in ("", "?sent=1"):
        text = browser(clerk).get(f"/mail/messages/{message}{query}").content.decode()
        for form in FORMS:
            assert text.count(f'href="/mail/messages/{message}/receipt.{form}"') == 1
    assert "receipt.json" not in browser(lawyer).get(f"/mail/messages/{message}").content.decode()


def test_anybody_can_fetch_the_state_of_the_log_and_its_key(client, sent):
    assert client.get("/checkpoints").status_code == 404
    extend_log(at=AT)
    key, note = client.get("/log-key"), client.get("/checkpoints")
    assert {key["Content-Type"], note["Content-Type"]} == {"text/plain; charset=utf-8"}
    state = verify_note(note.content.decode(), "127.0.0.1:8000", base64.b64decode(key.content))
    assert state.size > 0
