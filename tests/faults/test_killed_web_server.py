"""kill -9 of the web server while files come in and messages are handed in: one message, one mail, never half of either."""

import hashlib
import os
import random
import threading
import time

import pytest

from zegel.client.http import ApiProblem
from zegel.client.sealed import File
from zegel.vault.rules import PART_SIZE

from .court import RECEIVER, SENDER, insist, wait_until

pytestmark = pytest.mark.slow
ROUNDS = 10


def resumed_upload(session, sealed):
    """As the browser does: announce, ask what is there, send what is missing, finish; from the middle when it broke."""
    facts = {"size": len(sealed), "sha256": hashlib.sha256(sealed).hexdigest()}
    key = insist(lambda: session.call("POST", "uploads", facts))["id"]

    def go_on():
        state = session.call("GET", f"uploads/{key}")
        if state["stored"]:
            return
        for number in range(1, -(-len(sealed) // PART_SIZE) + 1):
            if number not in state["parts"]:
                part = sealed[(number - 1) * PART_SIZE : number * PART_SIZE]
                session.call("PUT", f"uploads/{key}/parts/{number}", content=part)
        session.call("POST", f"uploads/{key}/finish")

    insist(go_on)
    return key


def whole(court, account, box, folder):
    """Every message one can see in a folder opens, with every file of it."""
    return {entry["message"]: account.open(entry["message"]) for entry in account.folder(box, folder)}


def test_a_web_server_killed_at_any_moment_leaves_one_message_or_none(court, monkeypatch):
    sender, receiver = court.account(SENDER), court.account(RECEIVER)
    addressee = sender.box(RECEIVER)
    monkeypatch.setattr(
        "zegel.client.sealed.upload", lambda session, sealed, guest="": resumed_upload(session, sealed)
    )
    chance, sent, killed_during = random.Random(20261122), {}, []
    content = os.urandom(PART_SIZE * 2)

    def send(number):
        body = sender.compose(
            SENDER, [addressee], subject="C/13/756123", text=f"letter {number}",
            files=[File("1_a.pdf", "application/pdf", content, 1)],
        )  # fmt: skip
        receipt = insist(lambda: sender.session.call("POST", "messages", body))
        sent[body["message"]] = receipt

    def seconds(number):
        started = time.monotonic()
        send(number)
        return time.monotonic() - started

    # The shorter one: the first waits for much that is done once, and a kill after it would come after most letters.
    usual = min(seconds(number) for number in (-1, 0))
    for number in range(1, ROUNDS + 1):
        letter = threading.Thread(target=send, args=(number,))
        letter.start()
        time.sleep(chance.random() * usual)
        killed_during.append(letter.is_alive())
        court.kill("web")
        court.restart_web()
        # Whatever is in a folder at this moment is whole.
        seen = insist(lambda: whole(court, receiver, RECEIVER, "in"))
        assert all(opened.files[0].content == content for opened in seen.values())
        letter.join(60)
        assert not letter.is_alive()
    assert sum(killed_during) > ROUNDS // 2
    assert (
        set(whole(court, receiver, RECEIVER, "in")) == set(whole(court, sender, SENDER, "out")) == set(sent)
    )
    assert len(court.sql("SELECT 1 FROM mail_entry")) == 2 * len(sent)
    wait_until(lambda: len(court.mails(RECEIVER)) >= len(sent), 30)
    assert court.sql("SELECT count(*) FROM mail_message") == [(ROUNDS + 2,)]
    assert len(court.mails(RECEIVER)) == len(set(court.mails(RECEIVER))) == len(sent)


def test_a_server_killed_while_submitting_answers_the_second_try_with_the_first_receipt(court):
    sender = court.account(SENDER)
    addressee = sender.box(RECEIVER)
    chance, before = random.Random(7), court.sql("SELECT count(*) FROM mail_message")[0][0]
    for number in range(2):
        bodies = [
            sender.compose(SENDER, [addressee], subject="C/13/756123", text=f"short {number}")
            for _ in range(25)
        ]
        receipts: dict = {}

        def hand_in(bodies=bodies, receipts=receipts):
            for body in bodies:
                receipts[body["message"]] = insist(
                    lambda body=body: sender.session.call("POST", "messages", body)
                )

        letters = threading.Thread(target=hand_in)
        letters.start()
        time.sleep(0.05 + chance.random() * 0.2)
        court.kill("web")
        court.restart_web()
        letters.join(60)
        again = {body["message"]: sender.session.call("POST", "messages", body) for body in bodies}
        assert again == receipts
    total = court.sql("SELECT count(*) FROM mail_message")[0][0]
    assert total == before + 50
    assert court.sql("SELECT count(*) FROM mail_delivery") == [(2 * total,)]
    assert court.sql("SELECT count(*) FROM evidence_record WHERE event = 'mail.message.received'") == [
        (total,)
    ]
    wait_until(lambda: len(court.mails(RECEIVER)) >= total, 40)
    assert len(court.mails(RECEIVER)) == len(set(court.mails(RECEIVER))) == total


def test_a_part_cut_off_on_the_wire_is_no_part(court):
    """The client dies in the middle of a part: the server has seen half a body."""
    import socket

    sender = court.account(SENDER)
    sealed = os.urandom(PART_SIZE)
    facts = {"size": len(sealed), "sha256": hashlib.sha256(sealed).hexdigest()}
    key = sender.session.call("POST", "uploads", facts)["id"]
    cookies = "; ".join(f"{name}={value}" for name, value in sender.session.http.cookies.items())
    head = (
        f"PUT /api/uploads/{key}/parts/1 HTTP/1.1\r\nHost: 127.0.0.1:{court.port}\r\nCookie: {cookies}\r\n"
        f"X-CSRFToken: {sender.session.http.cookies['csrftoken']}\r\nContent-Length: {PART_SIZE}\r\n\r\n"
    )
    for cut in (0, 1000, PART_SIZE // 2, PART_SIZE - 1):
        with socket.create_connection(("127.0.0.1", court.port)) as line:
            line.sendall(head.encode() + sealed[:cut])
    time.sleep(0.5)
    assert sender.session.call("GET", f"uploads/{key}")["parts"] == []
    with pytest.raises(ApiProblem) as refused:
        sender.session.call("POST", f"uploads/{key}/finish")
    assert refused.value.code == "upload-incomplete"
    sender.session.call("PUT", f"uploads/{key}/parts/1", content=sealed)
    assert sender.session.call("POST", f"uploads/{key}/finish")["stored"]
