"""kill -9 of the worker, at random moments and with a mail in its hands: nothing lost, nothing sent twice."""

import os
import random
import signal
import time

import pytest

from .court import RECEIVER, SENDER, wait_until

pytestmark = pytest.mark.slow


def letters(court, count):
    sender = court.account(SENDER)
    addressee = sender.box(RECEIVER)
    for number in range(count):
        body = sender.compose(SENDER, [addressee], subject="C/13/756123", text=f"letter {number}")
        sender.session.call("POST", "messages", body)


def states(court):
    return dict(court.sql("SELECT message_id, state FROM notify_outboundmail"))


def unsettled(court):
    return court.sql(
        "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'notify.send_mail' AND status = 'doing'"
    )


def test_a_mail_in_the_hands_of_a_killed_worker_goes_out_soon_and_once(court):
    receiver = court.children["receiver"]
    os.kill(receiver.pid, signal.SIGSTOP)
    letters(court, 3)
    # The receiver takes the connection and never greets: the worker is in the middle of its conversation.
    wait_until(lambda: unsettled(court) == [(3,)], 10)
    court.kill("worker")
    os.kill(receiver.pid, signal.SIGCONT)
    killed = time.monotonic()
    court.restart_worker()
    wait_until(lambda: len(court.mails(RECEIVER)) == 3, 60)
    assert time.monotonic() - killed < 60
    assert set(states(court).values()) == {"handed"}


def test_workers_killed_at_random_lose_nothing_and_send_nothing_twice(court):
    chance = random.Random(5)
    for _ in range(3):
        court.kill("worker")
        letters(court, 20)
        court.restart_worker()
        before = len(court.mails(RECEIVER))
        wait_until(lambda before=before: len(court.mails(RECEIVER)) > before, 60, pause=0.02)
        time.sleep(chance.random() * 0.15)
    court.kill("worker")
    court.restart_worker()
    sent = states(court)
    assert len(sent) == 63

    def settled():
        found = states(court)
        arrived = court.mails(RECEIVER)
        # One the worker had claimed is on the wire or not, and nobody can tell; its job looks again after two minutes.
        return all(
            state == "handed" or filing in arrived or state in {"transmitting", "uncertain"}
            for filing, state in found.items()
        )

    wait_until(settled, 60)
    arrived = court.mails(RECEIVER)
    assert len(arrived) == len(set(arrived))
    assert set(arrived) <= set(sent)
    handed = {filing for filing, state in states(court).items() if state == "handed"}
    assert handed <= set(arrived)
    # At most what each of four kills caught in flight is in doubt, and said to be.
    assert len(set(sent) - handed) <= 4 * 4
