"""The demo's post box: takes every mail and SMS that leaves the system and keeps it in a folder.

    python -m zegel.console.receiver --smtp-port P --http-port Q --folder DIR [--bounce-gateway HOST:PORT]

A real SMTP server and a real HTTP server in a process of their own, so that what the demo's inbox page shows has
really been sent. Mails become `.eml` files, SMS messages (POST /sms) `.json` files; a file appears in one step.
Some local parts behave badly on purpose: `bounce…` is refused for ever, `later…` for now, and `dsn…` is accepted
and then returned to its sender through the bounce gateway. No Django here; `list_messages` serves the inbox page.
"""

import argparse
import asyncio
import email.policy
import json
import os
import re
import secrets
import signal
import smtplib
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path
from typing import Literal

from aiosmtpd.smtp import SMTP, Envelope, Session

from zegel.lib.moments import now

LARGEST_MAIL = 2_000_000
_LARGEST_SMS = 10_000
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)]")
_HTTP_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Received:
    """One mail or SMS for the inbox page; `id` is its file's name. `html` is untrusted like any mail."""

    id: str
    kind: Literal["mail", "sms"]
    to: str
    sender: str
    subject: str
    at: datetime
    text: str
    html: str
    links: tuple[str, ...]


def list_messages(folder: Path, limit: int = 50) -> list[Received]:
    """The newest messages first. A folder that does not exist yet is an empty one."""
    paths = sorted((*folder.glob("*.eml"), *folder.glob("*.json")), key=lambda path: path.name, reverse=True)
    return [_read(path) for path in paths[:limit]]


def store(folder: Path, content: bytes, suffix: str) -> str:
    """Keep one message; the name sorts by arrival and the file appears whole or not at all."""
    name = f"{int(now().timestamp() * 1e6) * 1000:020d}-{secrets.token_hex(4)}{suffix}"
    draft = folder / f".{name}.part"
    draft.write_bytes(content)
    draft.rename(folder / name)
    return name


def _read(path: Path) -> Received:
    at = datetime.fromtimestamp(int(path.name.partition("-")[0]) / 1e9, UTC)
    if path.suffix == ".json":
        sms = json.loads(path.read_bytes())
        text = str(sms["text"])
        return Received(path.name, "sms", str(sms["number"]), "", "", at, text, "", _links(text))
    mail = message_from_bytes(path.read_bytes(), policy=email.policy.default)
    text, html = _part(mail, "plain"), _part(mail, "html")
    return Received(
        id=path.name,
        kind="mail",
        to=str(mail.get("To", "")),
        sender=str(mail.get("From", "")),
        subject=str(mail.get("Subject", "")),
        at=at,
        text=text,
        html=html,
        links=_links(text),
    )


def _part(mail: EmailMessage, kind: Literal["plain", "html"]) -> str:
    part = mail.get_body((kind,))
    return "" if part is None else str(part.get_content())


def _links(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_LINK.findall(text)))


class PostBox:
    """Takes every mail but those whose address asks for trouble."""

    def __init__(self, folder: Path, gateway: tuple[str, int] | None = None) -> None:
        self.folder = folder
        self.gateway = gateway
        self._returns: set[asyncio.Task[None]] = set()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuse `bounce…` for ever and `later…` for now."""
        del server, session, options
        if address.startswith("bounce"):
            return "550 5.1.1 No such mailbox"
        if address.startswith("later"):
            return "451 4.7.1 Greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the mail, and return it where asked."""
        del server, session
        content = envelope.original_content or b""
        try:
            await asyncio.to_thread(store, self.folder, content, ".eml")
        except OSError:
            return "452 4.3.1 No room left"
        for address in envelope.rcpt_tos:
            if address.startswith("dsn") and self.gateway and envelope.mail_from:
                task = asyncio.create_task(self._return(envelope.mail_from, address))
                self._returns.add(task)
                task.add_done_callback(self._returns.discard)
        return "250 2.0.0 Kept"

    async def _return(self, sender: str, recipient: str) -> None:
        await asyncio.to_thread(send_report, self.gateway or ("", 0), sender=sender, recipient=recipient)


def send_report(gateway: tuple[str, int], *, sender: str, recipient: str) -> None:
    """Tell the sender by a real report (RFC 3464) that the mailbox is full and delivery was given up."""
    report = EmailMessage()
    report["From"] = "Mail Delivery System <MAILER-DAEMON@mail.example>"
    report["To"] = sender
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Auto-Submitted"] = "auto-replied"
    report["MIME-Version"] = "1.0"
    report["Content-Type"] = 'multipart/report; report-type=delivery-status; boundary="report"'
    report.set_payload(
        "--report\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
        f"Your mail to {recipient} could not be delivered.\r\n"
        "--report\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mail.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.2.2\r\n"
        "Diagnostic-Code: smtp; 552 5.2.2 Mailbox full\r\n\r\n--report--\r\n"
    )
    with smtplib.SMTP(*gateway, timeout=_HTTP_PATIENCE) as smtp:
        smtp.sendmail("", [sender], report.as_bytes(policy=email.policy.SMTP))


async def take_sms(folder: Path, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one HTTP request: 201 with an id, 400 for what is no SMS, 404 elsewhere."""
    try:
        status, body = await asyncio.wait_for(_answer(folder, reader), _HTTP_PATIENCE)
    except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
        status, body = "400 Bad Request", {}
    content = json.dumps(body).encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n"
    writer.write(f"{head}Connection: close\r\n\r\n".encode() + content)
    try:
        await writer.drain()
        writer.close()
        await writer.wait_closed()
    except ConnectionError:
        pass


async def _answer(folder: Path, reader: asyncio.StreamReader) -> tuple[str, dict[str, str]]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    if not head[0].startswith("POST /sms "):
        return "404 Not Found", {}
    length = next(
        (line.partition(":")[2] for line in head if line.lower().startswith("content-length:")), "0"
    )
    if int(length) > _LARGEST_SMS:
        return "413 Content Too Large", {}
    sms = json.loads(await reader.readexactly(int(length)))
    if not isinstance(sms, dict) or not sms.keys() >= {"number", "text"}:
        return "400 Bad Request", {}
    name = await asyncio.to_thread(store, folder, json.dumps(sms, ensure_ascii=False).encode(), ".json")
    return "201 Created", {"id": name}


async def serve(
    folder: Path, *, smtp_port: int, http_port: int, gateway: tuple[str, int] | None = None
) -> tuple[asyncio.Server, asyncio.Server]:
    """Start both servers on this event loop, on this machine only; port 0 takes any free one."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    box = PostBox(folder, gateway)
    smtp = await asyncio.get_running_loop().create_server(
        lambda: SMTP(box, data_size_limit=LARGEST_MAIL, hostname="receiver.example", ident="Zegel demo"),
        "127.0.0.1",
        smtp_port,
    )
    http = await asyncio.start_server(
        lambda reader, writer: take_sms(folder, reader, writer), "127.0.0.1", http_port
    )
    return smtp, http


async def run(options: argparse.Namespace) -> None:
    """Serve until SIGTERM or Ctrl-C; say where once it is ready."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    host, _, port = options.bounce_gateway.rpartition(":")
    servers = await serve(
        options.folder,
        smtp_port=options.smtp_port,
        http_port=options.http_port,
        gateway=(host, int(port)) if host else None,
    )
    ports = [server.sockets[0].getsockname()[1] for server in servers]
    os.write(1, f"ready smtp 127.0.0.1:{ports[0]} http 127.0.0.1:{ports[1]}\n".encode())
    await stop.wait()
    for server in servers:
        server.close()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description="Receive the demo's mails and SMS messages into a folder.")
    parser.add_argument("--smtp-port", type=int, required=True)
    parser.add_argument("--http-port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--bounce-gateway", default="", help="HOST:PORT of `zegel manage receive_bounces`")
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
