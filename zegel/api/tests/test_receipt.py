"""The receipt of the API is the one of docs/formats.md, for everybody who holds the message."""

import base64
import hashlib
import json

from tests.personas import AT, store_file, submission
from zegel.evidence.actions import extend_log
from zegel.evidence.queries import public_log_key
from zegel.mail.actions.submit import submit
from zegel.seal.receipt import verify

from .world import client_of


def test_sender_recipient_and_guest_get_the_same_receipt_and_it_holds(world):
    paths = {
        f"messages/{world.message}": [client_of(world.clerk), client_of(world.lawyer)],
        f"guests/{world.guest}/messages/{world.message}": [client_of(guests=(world.guest,))],
    }
    answers = [client.get(f"/api/{path}/receipt") for path, clients in paths.items() for client in clients]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    held = verify(answers[0].content, base64.b64decode(public_log_key()))
    assert held.facts.message == str(world.message)
    assert held.facts.received == AT
    assert held.facts.received.isoformat() == "2026-11-22T23:51:00+01:00"
    assert held.facts.subject == "C/13/756123"
    assert held.origin == "127.0.0.1:8000"


def test_it_names_the_sealed_bytes(clerk, lawyer):
    contents = [b"age-encryption.org/v1\none", b"age-encryption.org/v1\nand two"]
    sent = submission(
        clerk, boxes=[lawyer], objects=tuple(store_file(clerk.user.pk, content) for content in contents)
    )
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    extend_log(at=AT)
    facts = client_of(lawyer).get(f"/api/messages/{sent.message}/receipt").json()["facts"]
    assert facts["files"] == [
        {
            "number": number,
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "verdicts": [],
        }
        for number, content in enumerate(contents, 1)
    ]
    assert facts["envelope"] == hashlib.sha256(sent.envelope).hexdigest()


def test_in_the_first_seconds_it_is_pending(clerk, lawyer):
    sent = submission(clerk, boxes=[lawyer])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    path = f"/api/messages/{sent.message}/receipt"
    answer = client_of(clerk).get(path)
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.json()["code"], answer.json()["retry"]) == ("receipt-pending", True)
    extend_log(at=AT)
    assert client_of(clerk).get(path).status_code == 200


def test_a_receipt_holds_when_the_log_has_gone_on(clerk, lawyer):
    receipts = []
    for _ in range(3):
        sent = submission(clerk, boxes=[lawyer])
        submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
        extend_log(at=AT)
        receipts.append(client_of(clerk).get(f"/api/messages/{sent.message}/receipt").content)
    for receipt in receipts:
        verify(receipt, base64.b64decode(public_log_key()))
    assert json.loads(receipts[0])["log"]["checkpoint"] != json.loads(receipts[2])["log"]["checkpoint"]
