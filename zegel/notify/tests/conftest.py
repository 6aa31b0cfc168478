"""Surroundings of this room's tests: settings of its own, Dutch texts, a mail server that really listens."""

import asyncio
import dataclasses
import threading
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from aiosmtpd.smtp import SMTP
from django.conf import settings as django_settings

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
SECRET = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYm8"
GUEST = str(uuid4())
PARAMS = {
    "guest-notice": {"organisation": "Rechtbank Amsterdam", "phone": "088 361 6161", "guest": GUEST},
    "applicant-code": {"organisation": "Rechtbank Amsterdam", "minutes": 15},
    "applicant-link": {"organisation": "Rechtbank Amsterdam", "phone": "088 361 6161", "guest": GUEST},
    "account-notice": {"organisation": "Rechtbank Amsterdam"},
    "daily-notice": {"organisation": "Rechtbank Amsterdam", "count": 3},
    "reply-notice": {"organisation": "Rechtbank Amsterdam", "team": "Team Familie"},
    "member-added": {
        "organisation": "Rechtbank Amsterdam",
        "box": "mr. A. de Vries",
        "person": "A. Secretaris",
    },
    "member-removed": {
        "organisation": "Rechtbank Amsterdam",
        "box": "mr. A. de Vries",
        "person": "A. Secretaris",
    },
    "code-help": {"organisation": "Rechtbank Amsterdam", "team": "Team Familie"},
    "security-notice": {
        "organisation": "Rechtbank Amsterdam",
        "what": "new-browser",
        "browser": "Firefox, Windows",
    },
    "file-problem": {"organisation": "Rechtbank Amsterdam", "files": "3", "path": "/mail/messages/x"},
    "invitation": {"organisation": "Rechtbank Amsterdam", "reason": "organisation", "days": 14},
    "account-exists": {"organisation": "Rechtbank Amsterdam"},
    "loss-notice": {"organisation": "Rechtbank Amsterdam", "what": "escrow-used"},
    "loss-stop": {
        "organisation": "Rechtbank Amsterdam",
        "what": "reset-asked",
        "person": "F. el Idrissi",
        "due": "23-11-2026 22:51",
    },
    "address-code": {"organisation": "Rechtbank Amsterdam", "minutes": 10},
    "password-reset": {"organisation": "Rechtbank Amsterdam", "minutes": 30},
    "key-change": {"organisation": "Rechtbank Amsterdam", "what": "reset", "at": "2026-11-22T22:51:00+00:00"},
    "sms-budget": {"organisation": "Rechtbank Amsterdam", "sent": 80, "budget": 100},
    "number-changed": {
        "organisation": "Rechtbank Amsterdam",
        "phone": "088 361 6161",
        "number": "06-•••••678",
        "since": "23-11-2026 10:00",
    },
    "channel-confirmed": {"organisation": "Rechtbank Amsterdam", "path": "/cases/x"},
    "publication": {"organisation": "Rechtbank Amsterdam", "path": "/cases/x"},
    "paper-missing": {"organisation": "Rechtbank Amsterdam", "path": "/mail/x/paper"},
    "expiry": {
        "organisation": "Rechtbank Amsterdam",
        "count": 3,
        "day": "2026-12-22",
        "path": "/mail/x/in",
        "box": "mr. A. de Vries",
    },
    "hearing-reminder": {"organisation": "Rechtbank Amsterdam", "day": "2026-12-01", "path": "/mail"},
    "profession-code": {"organisation": "Rechtbank Amsterdam", "minutes": 10},
    "profession-taken": {"organisation": "Rechtbank Amsterdam", "number": "A12345"},
    "profession-blocked": {"organisation": "Rechtbank Amsterdam", "number": "A12345", "why": "suspended"},
    "profession-restored": {"organisation": "Rechtbank Amsterdam", "number": "A12345"},
}


@pytest.fixture
def surroundings(settings, tmp_path):
    """Change fields of settings.ENVIRONMENT; secrets in a folder of the test."""

    def change(**fields):
        settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, **fields)

    change(
        secrets=tmp_path / "secrets",
        origin="https://zegel.example",
        mail_from="no-reply@zegel.example",
        bounce_domain="bounces.zegel.example",
        smtp="",
        sms="",
    )
    return change


class MailServer:
    """A real SMTP server in a thread. `rcpt` and `data` are answers, used up from the front; then all is well."""

    def __init__(self, **options):
        self.rcpt, self.data, self.mails = [], [], []
        self.options = options
        self.loop = asyncio.new_event_loop()
        self.server = self.loop.run_until_complete(
            self.loop.create_server(lambda: SMTP(self, hostname="mx.example", **options), "127.0.0.1", 0)
        )
        self.port = self.server.sockets[0].getsockname()[1]
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.rcpt.pop(0) if self.rcpt else "250 ok"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        answer = self.data.pop(0) if self.data else "250 queued"
        if answer == "hang up":
            self.mails.append(envelope)
            server.transport.abort()
            return "250 never heard"
        if answer.startswith("250"):
            self.mails.append(envelope)
        return answer

    def stop(self):
        async def close():
            self.server.close()
            self.server.close_clients()
            pending = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in pending:
                task.cancel()
            await asyncio.gather(*pending, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(close(), self.loop).result(5)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)
        self.loop.close()


@pytest.fixture
def mail_server(surroundings):
    server = MailServer()
    surroundings(smtp=server.url)
    yield server
    server.stop()


@pytest.fixture
def posted(monkeypatch):
    """What went to the post: facts and tasks, in order."""
    found = []

    def queue_task(task, *, after=None, **arguments):
        found.append((task, after, arguments))

    monkeypatch.setattr("zegel.outbox.actions.queue_task", queue_task)
    for module in ("queue", "outcome", "upkeep"):
        monkeypatch.setattr(f"zegel.notify.actions.{module}.queue_task", queue_task)
    return found


def facts(posted):
    return [arguments["fact"] for task, _, arguments in posted if task == "react"]


def queue(**changes):
    from zegel.notify.actions import queue_mail
    from zegel.notify.letter import mail_letter

    kind = changes.pop("kind", "guest-notice")
    given = {
        "ref": uuid4(),
        "letter": mail_letter(kind, PARAMS[kind]),
        "to": "jan@voorbeeld.example",
        "language": "nl",
        "secret": SECRET if kind == "guest-notice" else None,
        "at": AT,
    }
    return queue_mail(**{**given, **changes})


def relay_folder():
    return django_settings.ENVIRONMENT.secrets / "relay"
