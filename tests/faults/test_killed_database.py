"""kill -9 of PostgreSQL while messages are handed in: what was acknowledged is there, what was not is there whole or not."""

import random
import threading
import time

import pytest

from .court import RECEIVER, SENDER, insist, wait_until

pytestmark = pytest.mark.slow
CONSISTENT = """
SELECT count(*) FROM mail_message m
WHERE (SELECT count(*) FROM mail_delivery h WHERE h.message_id = m.id) <> 2
   OR (SELECT count(*) FROM mail_entry e WHERE e.message_id = m.id) <> 2
   OR (SELECT count(*) FROM evidence_record r WHERE r.subject = m.id AND r.event = 'mail.message.received') <> 1
   OR (SELECT count(*) FROM notify_outboundmail o JOIN mail_delivery h ON h.id = o.ref WHERE h.message_id = m.id) <> 1
"""


def test_an_acknowledged_message_survives_the_database(court):
    chance = random.Random(11)
    receipts: dict = {}
    senders = [court.account(SENDER) for _ in range(3)]
    addressee = senders[0].box(RECEIVER)
    letters = [
        [sender.compose(SENDER, [addressee], subject="C/13/756123", text="x") for _ in range(120)]
        for sender in senders
    ]
    stop = threading.Event()

    def hand_in(sender, bodies):
        for body in bodies:
            if stop.is_set():
                return
            receipts[body["message"]] = insist(
                lambda body=body: sender.session.call("POST", "messages", body)
            )

    threads = [threading.Thread(target=hand_in, args=pair) for pair in zip(senders, letters, strict=True)]
    [thread.start() for thread in threads]
    for _ in range(3):
        time.sleep(0.15 + chance.random() * 0.4)
        court.kill_postgres()
        promised = dict(receipts)
        court.postgres.start()
        found = dict(court.sql("SELECT id::text, envelope_sha256 FROM mail_message"))
        assert promised
        for key, receipt in promised.items():
            assert found[key] == receipt["envelopeSha256"]
        assert court.sql(CONSISTENT) == [(0,)]
    stop.set()
    [thread.join(60) for thread in threads]
    assert court.sql("SELECT count(*) FROM mail_message") == [(len(receipts),)]
    assert court.sql(CONSISTENT) == [(0,)]
    if court.children["worker"].poll() is not None:
        pytest.fail("the worker gave up when its database was away for a moment")
    wait_until(lambda: len(court.mails(RECEIVER)) >= len(receipts), 60)
    assert len(court.mails(RECEIVER)) == len(set(court.mails(RECEIVER))) == len(receipts)
    wait_until(lambda: court.sql("SELECT count(*) FROM evidence_record WHERE index IS NULL") == [(0,)], 20)
    ((size,),) = court.sql("SELECT max(size) FROM evidence_checkpoint")
    assert court.sql("SELECT count(DISTINCT index), max(index) + 1 FROM evidence_record") == [(size, size)]
