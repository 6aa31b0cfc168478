"""The demo's post box, as a process of its own: what is sent arrives in its folder, and misbehaves when asked."""

import re
import signal
import smtplib
import subprocess
import sys
import time
from email.message import EmailMessage

import httpx
import pytest

from zegel.console.receiver import list_messages, store


@pytest.fixture
def receiver(tmp_path):
    folder = tmp_path / "inbox"
    command = [sys.executable, "-m", "zegel.console.receiver", "--smtp-port", "0", "--http-port", "0"]
    with subprocess.Popen([*command, "--folder", str(folder)], stdout=subprocess.PIPE, text=True) as process:
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
    answer = httpx.post(f"{url}/sms", json={"number": "+31612345678", "text": "123456 is …", "reference": "a"})
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
