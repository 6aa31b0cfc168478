"""An SMS goes out by the provider's documented request, once, and only while its code lives."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4

import pytest

from zegel.mail.letters import GuestCode
from zegel.notify.actions import queue_sms, send_sms, tidy
from zegel.notify.errors import NumberNotMobile
from zegel.notify.models import OutboundSms, State
from zegel.notify.queries import sms_states
from zegel.notify.transport.sms import ProviderError, parse_provider
from zegel.notify.transport.sms.cm import CmProvider
from zegel.notify.transport.sms.demo import DemoProvider
from zegel.notify.transport.sms.messagebird import MessageBirdProvider
from zegel.notify.transport.wire import Lost, Refused, TryLater

from .conftest import AT, facts

MESSAGE = {
    "number": "+31612345678",
    "text": "918273 is uw code",
    "reference": "ab" * 16,
    "valid": timedelta(minutes=5),
}
CM_ACCEPTED = {
    "details": "Created 1 message(s)",
    "errorCode": 0,
    "messages": [
        {
            "to": "0031612345678",
            "status": "Accepted",
            "reference": "ab" * 16,
            "parts": 1,
            "messageDetails": None,
            "messageErrorCode": 0,
        }
    ],
}
CM_REJECTED = {
    "details": "Created 0 message(s)",
    "errorCode": 201,
    "messages": [
        {
            "to": "0",
            "status": "Rejected",
            "reference": "",
            "parts": 0,
            "messageDetails": "Gsm '0' is not a number.",
            "messageErrorCode": 303,
        }
    ],
}


class Provider:
    """A real HTTP server that keeps the requests and gives the answers it was told."""

    def __init__(self):
        self.requests, self.answers = [], []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.requests.append((self.path, dict(self.headers), json.loads(body)))
                status, answer = outer.answers.pop(0)
                if status == 0:
                    self.connection.close()
                    return
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *arguments):
                pass

            def finish(self):
                if not self.wfile.closed and self.connection.fileno() != -1:
                    super().finish()

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,))
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def provider():
    server = Provider()
    yield server
    server.stop()


def test_cm_gets_its_documented_request(provider):
    provider.answers = [(200, CM_ACCEPTED)]
    assert CmProvider(provider.origin, "tok-en", "Zegel").send(**MESSAGE) == "ab" * 16
    ((path, headers, body),) = provider.requests
    assert path == "/v1.0/message"
    assert headers["X-CM-PRODUCTTOKEN"] == "tok-en"
    assert headers["Content-Type"] == "application/json"
    (message,) = body["messages"]["msg"]
    assert message["to"] == [{"number": "0031612345678"}]
    assert message["from"] == "Zegel"
    assert message["body"] == {"type": "auto", "content": "918273 is uw code"}
    assert message["reference"] == "ab" * 16
    assert message["allowedChannels"] == ["SMS"]
    assert "tok-en" not in json.dumps(body)


def test_messagebird_gets_its_documented_request(provider):
    provider.answers = [(201, {"id": "e8077d803532c0b5937c639b60216938"})]
    sent = MessageBirdProvider(provider.origin, "live_key", "Zegel").send(**MESSAGE)
    assert sent == "e8077d803532c0b5937c639b60216938"
    ((path, headers, body),) = provider.requests
    assert path == "/messages"
    assert headers["Authorization"] == "AccessKey live_key"
    assert body == {
        "originator": "Zegel",
        "recipients": [31612345678],
        "body": "918273 is uw code",
        "reference": "ab" * 16,
        "datacoding": "auto",
        "validity": 300,
    }


MB_NUMBER = {
    "errors": [{"code": 9, "description": "no (correct) recipients found", "parameter": "recipient"}]
}
MB_BALANCE = {"errors": [{"code": 25, "description": "Not enough balance", "parameter": None}]}


@pytest.mark.parametrize(
    ("kind", "status", "answer", "outcome"),
    [
        (CmProvider, 400, CM_REJECTED, Refused),
        (CmProvider, 400, {"details": "No account found", "errorCode": 101, "messages": []}, TryLater),
        (CmProvider, 200, {}, Lost),
        (CmProvider, 500, {}, Lost),
        (CmProvider, 503, {}, TryLater),
        (CmProvider, 429, {}, TryLater),
        (CmProvider, 0, {}, Lost),
        (MessageBirdProvider, 422, MB_NUMBER, Refused),
        (MessageBirdProvider, 422, MB_BALANCE, TryLater),
        (MessageBirdProvider, 401, {"errors": [{"code": 2}]}, TryLater),
        (MessageBirdProvider, 502, {}, Lost),
        (MessageBirdProvider, 201, [], Lost),
        (MessageBirdProvider, 0, {}, Lost),
    ],
)
def test_every_other_answer_has_one_of_three_meanings(provider, kind, status, answer, outcome):
    provider.answers = [(status, answer)]
    with pytest.raises(outcome):
        kind(provider.origin, "key", "Zegel").send(**MESSAGE)


def test_no_connection_means_certainly_not_sent():
    with pytest.raises(TryLater):
        CmProvider("http://127.0.0.1:1", "key", "Zegel").send(**MESSAGE)


def test_the_setting_chooses_the_provider():
    assert parse_provider("cm://t-o-k@gw.cmtelecom.com?from=Rechtspraak") == CmProvider(
        "https://gw.cmtelecom.com", "t-o-k", "Rechtspraak"
    )
    assert parse_provider("messagebird://key@rest.messagebird.com") == MessageBirdProvider(
        "https://rest.messagebird.com", "key", "Zegel"
    )
    assert parse_provider("demo+http://127.0.0.1:81/") == DemoProvider("http://127.0.0.1:81")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "twilio://k@x",
        "cm://gw.cmtelecom.com",
        "cm://geheim@gw.cmtelecom.com?from=TooLongASender",
        "demo+http://sms.example/",
        "cm://geheim@gw.cmtelecom.com?from=A%20B",
    ],
)
def test_an_impossible_setting_is_refused(url):
    with pytest.raises(ProviderError) as error:
        parse_provider(url)
    assert "geheim" not in str(error.value)


@pytest.fixture
def phone(provider, surroundings, posted):
    surroundings(sms=f"demo+{provider.origin}/")
    return provider


def queue(**changes):
    given = {
        "ref": uuid4(),
        "letter": GuestCode(organisation="Rechtbank Amsterdam", minutes=5),
        "to": "06 12 34 56 78",
        "language": "nl",
        "secret": "918273",
        "expires_at": AT + timedelta(minutes=5),
        "at": AT,
    }
    return queue_sms(**{**given, **changes})


def state(sms):
    sms.refresh_from_db()
    return sms.state


database = pytest.mark.django_db(transaction=True)


@database
def test_a_code_is_sent_once_and_forgotten(phone, posted):
    phone.answers = [(201, {"id": "7"})]
    sms = queue()
    assert posted == [("notify.send_sms", None, {"sms": str(sms.id)})]
    assert "918273" not in repr(OutboundSms.objects.values())
    for _ in range(2):
        send_sms(sms_id=sms.id, at=AT)
    assert (state(sms), sms.provider_reference, sms.sealed_secret) == (State.HANDED, "7", None)
    ((path, _, body),) = phone.requests
    assert path == "/sms"
    assert body["number"] == "+31612345678"
    assert body["reference"] == sms.id.hex
    assert body["text"].startswith("918273 is uw code")
    assert facts(posted) == ["notify.sms-handed-over"]
    assert sms_states([sms.ref])[sms.ref][0].to == "06-•••••678"


@database
def test_a_busy_provider_is_asked_again_while_the_code_lives(phone, posted):
    phone.answers = [(503, {})] * 30
    sms, at = queue(), AT
    while state(sms) == State.QUEUED:
        at = sms.next_attempt_at
        send_sms(sms_id=sms.id, at=at)
    assert at < sms.expires_at
    assert (state(sms), sms.sealed_secret) == (State.FAILED, None)
    assert facts(posted) == ["notify.sms-failed"]


@database
def test_an_expired_code_is_not_sent(phone, posted):
    sms = queue()
    send_sms(sms_id=sms.id, at=AT + timedelta(minutes=5))
    assert (state(sms), sms.reason) == (State.FAILED, "expired")
    assert phone.requests == []


@database
def test_a_refusal_that_quotes_the_code_does_not_keep_it(phone, posted, monkeypatch):
    def refuse(*_, **__):
        raise Refused("spam: 918273 is uw code")

    monkeypatch.setattr(DemoProvider, "send", refuse)
    sms = queue()
    send_sms(sms_id=sms.id, at=AT)
    assert (state(sms), sms.reason) == (State.BOUNCED, "spam: … is uw code")
    assert "918273" not in repr(posted)


@database
def test_an_answer_that_never_came_leaves_the_sms_uncertain(phone, posted):
    phone.answers = [(0, {})]
    sms = queue()
    for minutes in (0, 1, 2):
        send_sms(sms_id=sms.id, at=AT + timedelta(minutes=minutes))
    assert state(sms) == State.UNCERTAIN
    assert len(phone.requests) == 1
    assert facts(posted) == ["notify.sms-uncertain"]


@database
def test_a_worker_killed_while_sending_leaves_the_sms_uncertain(phone, posted):
    sms = queue()
    OutboundSms.objects.filter(pk=sms.pk).update(state=State.TRANSMITTING, claimed_at=AT, attempts=1)
    tidy(at=AT + timedelta(hours=1))
    assert (state(sms), sms.sealed_secret) == (State.UNCERTAIN, None)
    assert phone.requests == []


@database
def test_a_landline_gets_no_sms(phone, posted):
    with pytest.raises(NumberNotMobile):
        queue(to="020 123 45 67")
    assert posted == []
