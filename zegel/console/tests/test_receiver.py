"""The demo's post box, as a process of its own: what is sent arrives in its folder, and misbehaves when asked."""

import asyncio
import queue
import re
import signal
import smtplib
import subprocess
import sys
import threading
import time
from email import message_from_bytes
from email.message import EmailMessage

import httpx
import pytest
from aiosmtpd.smtp import SMTP

from zegel.console.receiver import list_messages, store


class Gateway:
    """Keeps what comes back."""

    def __init__(self):
        self.mails: queue.Queue = queue.Queue()
        self.port = 0

    async def handle_DATA(self, server, session, envelope):
        self.mails.put(envelope)
        return "250 ok"


@pytest.fixture
def gateway():
    handler, loop = Gateway(), asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(lambda: SMTP(handler), "127.0.0.1", 0))
    handler.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield handler
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.call_later, 0.05, loop.stop)
    thread.join(5)
    loop.close()


@pytest.fixture
def receiver(tmp_path, gateway):
    folder = tmp_path / "inbox"
    command = [sys.executable, "-m", "zegel.console.receiver", "--smtp-port", "0", "--http-port", "0"]
    command += ["--folder", str(folder), "--bounce-gateway", f"127.0.0.1:{gateway.port}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        ports = re.findall(r":(\d+)", process.stdout.readline())
        yield folder, int(ports[0]), int(ports[1]), process
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def mail(to):
    message = EmailMessage()
    message["From"], message["To"] = "Rechtbank Noord <a@zegel.example>", to
    message["Subject"] = "Één bericht"
    message.set_content("Open https://zegel.example/g/1#geheim.\r\n.punt vooraan\r\n")
    message.add_alternative("<p>Open</p>", subtype="html")
    return message


def send(port, to):
    with smtplib.SMTP("127.0.0.1", port, timeout=5) as smtp:
        smtp.send_message(mail(to))


def test_a_mail_arrives_whole(receiver):
    folder, smtp_port, _, _ = receiver
    send(smtp_port, "jan@voorbeeld.example")
    (found,) = list_messages(folder)
    assert (found.kind, found.to, found.subject) == ("mail", "jan@voorbeeld.example", "Één bericht")
    assert found.links == ("https://zegel.example/g/1#geheim",)
    assert ".punt vooraan" in found.text
    assert "<p>Open</p>" in found.html


def test_an_sms_arrives_and_nonsense_does_not(receiver):
    folder, _, http_port, _ = receiver
    url = f"http://127.0.0.1:{http_port}"
    answer = httpx.post(
        f"{url}/sms", json={"number": "+31612345678", "text": "123456 is …", "reference": "a"}
    )
    assert answer.status_code == 201
    assert answer.json()["id"].endswith(".json")
    assert httpx.post(f"{url}/sms", content=b"{").status_code == 400
    assert httpx.get(f"{url}/sms").status_code == 404
    (found,) = list_messages(folder)
    assert (found.kind, found.to, found.text) == ("sms", "+31612345678", "123456 is …")


@pytest.mark.parametrize(("address", "code"), [("bounce@x.example", 550), ("later@x.example", 451)])
def test_an_address_misbehaves_on_purpose(receiver, address, code):
    folder, smtp_port, _, _ = receiver
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(smtp_port, address)
    assert refused.value.recipients[address][0] == code
    assert list_messages(folder) == []


def test_the_newest_message_comes_first(tmp_path):
    for number in range(3):
        store(tmp_path, mail(f"{number}@x.example").as_bytes(), ".eml")
        time.sleep(0.001)
    assert [message.to[0] for message in list_messages(tmp_path, 2)] == ["2", "1"]


def test_a_missing_folder_is_an_empty_inbox(tmp_path):
    assert list_messages(tmp_path / "none") == []


def test_a_mail_can_come_back(receiver, gateway):
    folder, smtp_port, _, _ = receiver
    send(smtp_port, "dsn@x.example")
    returned = gateway.mails.get(timeout=10)
    assert returned.rcpt_tos == ["a@zegel.example"]
    assert returned.mail_from in {"", "<>"}
    report = message_from_bytes(returned.content)
    assert report.get_content_type() == "multipart/report"
    status = report.get_payload()[1]
    assert status.get_content_type() == "message/delivery-status"
    assert status.get_payload()[1]["Action"] == "failed"
    assert len(list_messages(folder)) == 1
