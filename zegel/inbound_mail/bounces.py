"""The door for mail that comes back: a small SMTP or LMTP server that accepts return addresses of ours only.

Every mail we send has a return address of its own (`bounce+<token>@<ZEGEL_BOUNCE_DOMAIN>`). The token finds the
mail; what is read of the report is its verdict. Nothing is stored or logged of the rest, because a server may have
returned our whole mail with the guest's link in it. A mail server of the operator in front of this one (with TLS)
is the usual set-up; it hands over by LMTP.
"""

import asyncio
import logging
import re
from collections.abc import Callable
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import DatabaseError, connection

from zegel.inbound_mail.reports import read_report
from zegel.lib.moments import now
from zegel.notify import actions, queries
from zegel.notify.errors import UnknownBounce

log = logging.getLogger(__name__)

LARGEST = 1_000_000
_MOST_RECIPIENTS = 10
_UNKNOWN = "550 5.1.1 No such address here"
_BUSY = "451 4.3.0 Try again later"


class _LongLineSMTP(SMTP):
    """Takes lines over the 1,000 signs of RFC 5321: a bounce that is refused is a bounce nobody sees."""

    line_length_limit = LARGEST


class _LongLineLMTP(LMTP):
    """The same for LMTP."""

    line_length_limit = LARGEST


class BounceHandler:
    """Answers RCPT and DATA; the database is asked in a thread."""

    def __init__(self, domain: str) -> None:
        self._address = re.compile(rf"bounce\+([0-9a-f]{{32}})@{re.escape(domain)}", re.IGNORECASE)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept a return address whose token is known."""
        del server, session, options
        match = self._address.fullmatch(address)
        if match is None:
            return _UNKNOWN
        if len(envelope.rcpt_tos) >= _MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        try:
            known = await _in_thread(queries.bounce_address, match[1].lower())
        except DatabaseError:
            return _BUSY
        if known is None:
            return _UNKNOWN
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Record the verdict; what is no return of our mail is accepted and forgotten."""
        del server, session
        content = envelope.content
        data, recorded = content if isinstance(content, bytes) else b"", False
        for address in envelope.rcpt_tos:
            token = address.partition("+")[2].partition("@")[0].lower()
            try:
                recorded |= await _in_thread(
                    _record, token, data, sender=(envelope.mail_from or "").strip("<>")
                )
            except DatabaseError:
                log.warning("a bounce could not be recorded; its server will bring it again")
                return _BUSY
        return "250 2.0.0 Recorded" if recorded else "250 2.0.0 Not a report, ignored"


def _record(token: str, content: bytes, *, sender: str) -> bool:
    """Whether there was something to record."""
    report = read_report(content, sender=sender, recipient=queries.bounce_address(token) or "")
    if report is None:
        return False
    try:
        actions.record_bounce(
            token=token, permanent=report.permanent, reason=report.reason, readable=report.readable, at=now()
        )
    except UnknownBounce:
        log.info("a bounce for a mail that is no longer known")
    return True


async def _in_thread(ask: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    def run() -> Any:
        try:
            return ask(*arguments, **named)
        finally:
            # Bounces are rare and threads many: a connection each time is cheaper than one kept by each.
            connection.close()

    return await asyncio.to_thread(run)


async def listen(*, host: str, port: int, domain: str, lmtp: bool = False) -> asyncio.Server:
    """Start the server on this event loop and give it; port 0 takes any free one."""
    kind = _LongLineLMTP if lmtp else _LongLineSMTP
    handler = BounceHandler(domain)

    def protocol() -> SMTP:
        return kind(
            handler,
            data_size_limit=LARGEST,
            hostname=domain,
            ident="Zegel",
            timeout=60,
            enable_SMTPUTF8=True,
        )

    return await asyncio.get_running_loop().create_server(protocol, host, port)
