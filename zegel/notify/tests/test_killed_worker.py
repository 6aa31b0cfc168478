"""kill -9 at every point of sending: the mail arrives once, or its sender is told that nobody knows."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection

from zegel.notify.actions import send_mail
from zegel.notify.models import State

from .conftest import AT, queue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WORKER = """
import os, signal, sys
from datetime import datetime
import django
django.setup()
from zegel.notify.actions import mail as sending
from zegel.notify.transport.smtp import Conversation

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def after(owner, name, then=die):
    before = getattr(owner, name)
    def act(*arguments, **named):
        result = before(*arguments, **named)
        then()
        return result
    setattr(owner, name, act)

point = sys.argv[1]
if point == "connecting": Conversation.address = die
if point == "addressed": after(Conversation, "address")
if point == "streamed": after(Conversation, "stream")
if point == "claimed": after(sending, "claim")
if point == "dot sent":
    def half(conversation):
        conversation._smtp.send(b".\\r\\n")
        die()
    Conversation.finish = half
if point == "answered": after(Conversation, "finish")
if point == "recorded": after(sending, "settle")
sending.send_mail(mail_id=sys.argv[2], at=datetime.fromisoformat(sys.argv[3]))
"""


def killed_worker(point, mail, environment):
    database = connection.settings_dict
    surroundings = {
        **os.environ,
        "ZEGEL_DATABASE": f"host={database['HOST']} user={database['USER']} dbname={database['NAME']}",
        "ZEGEL_SMTP": environment.smtp,
        "ZEGEL_SECRETS": str(environment.secrets),
        "ZEGEL_MAIL_FROM": environment.mail_from,
        "ZEGEL_ORIGIN": environment.origin,
    }
    command = [sys.executable, "-c", WORKER, point, str(mail.id), AT.isoformat()]
    worker = subprocess.run(command, env=surroundings, capture_output=True, timeout=60, check=False)
    assert worker.returncode == -9, worker.stderr.decode()


@pytest.mark.parametrize(
    ("point", "outcome", "arrived"),
    [
        ("connecting", State.HANDED, {1}),
        ("addressed", State.HANDED, {1}),
        ("streamed", State.HANDED, {1}),
        ("claimed", State.UNCERTAIN, {0}),
        ("dot sent", State.UNCERTAIN, {0, 1}),
        ("answered", State.UNCERTAIN, {1}),
        ("recorded", State.HANDED, {1}),
    ],
)
def test_a_killed_worker_sends_nothing_twice_and_forgets_nothing(
    mail_server, settings, point, outcome, arrived
):
    mail = queue()
    killed_worker(point, mail, settings.ENVIRONMENT)
    for minutes in (1, 5, 60):
        send_mail(mail_id=mail.id, at=AT + timedelta(minutes=minutes))
    mail.refresh_from_db()
    assert mail.state == outcome
    assert len(mail_server.mails) in arrived
    assert mail.sealed_secret is None
