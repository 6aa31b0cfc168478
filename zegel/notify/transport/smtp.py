"""One conversation with the outgoing mail server, held open so that its owner decides when it becomes final.

`ZEGEL_SMTP` is `smtps://user:password@host:465` or `smtp://user:password@host:587`, with `?starttls=required`
(the default) or `never` (only for a mail server on this machine), and `?ca=/path.pem` for a certificate
authority of one's own. Certificates are always verified.
"""

import ipaddress
import re
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from zegel.notify.transport.wire import PATIENCE, Lost, Refused, TryLater

_CONNECT_PATIENCE = 20.0
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


class MailServerError(ValueError):
    """ZEGEL_SMTP cannot be used; the sentence says why, and never repeats the password."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes out, and how the way there is protected."""

    host: str
    port: int
    tls: bool
    starttls: bool
    user: str = ""
    password: str = ""
    ca: str = ""

    @classmethod
    def parse(cls, url: str) -> Self:
        """Read ZEGEL_SMTP. Refuses an unknown scheme or option, and clear text to another machine."""
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query))
        tls = parts.scheme == "smtps"
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise MailServerError("ZEGEL_SMTP must begin with smtp:// or smtps:// and name a host")
        loopback = _is_loopback(parts.hostname)
        starttls = options.pop("starttls", "never" if tls or loopback else "required")
        ca = options.pop("ca", "")
        if options or starttls not in {"required", "never"}:
            raise MailServerError(
                "ZEGEL_SMTP knows the options starttls=required, starttls=never and ca=FILE"
            )
        if not tls and starttls == "never" and not loopback:
            raise MailServerError("ZEGEL_SMTP: mail without TLS is for a server on this machine only")
        return cls(
            host=parts.hostname,
            port=parts.port or (465 if tls else 587),
            tls=tls,
            starttls=starttls == "required",
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            ca=ca,
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Conversation:
    """A mail on its way, in three steps that the caller separates by its own bookkeeping:

    1. `address`: connect, protect, log in, name sender and recipient.
    2. `stream`: the whole mail except the final dot. RFC 5321 (4.1.1.10, 4.5.3.2) makes a server forget a mail
       whose connection ends before that dot, so up to here nothing has been sent.
    3. `finish`: the dot. The server's answer to it is the hand-over; without an answer nobody knows.

    Leaving the `with` block before `finish` drops the connection, and with it the mail.
    """

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        """Nothing is opened yet: a failing connection belongs to `address`."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close without a word; QUIT after an unfinished DATA would be part of the mail."""
        if self._smtp is not None:
            self._smtp.close()

    def address(self, *, sender: str, recipient: str) -> None:
        """Raise `Refused` when the recipient does not exist; every other trouble is `TryLater`.

        A refusal of the log-in or of the sender is a mistake of the operator, who has two days to mend it.
        """
        try:
            smtp = self._connect()
            # Bounces are to carry the head of the mail only: the body holds the guest's link.
            dsn = smtp.has_extn("dsn")
            _expect(smtp.mail(sender, ["RET=HDRS"] if dsn else []))
            code, reply = smtp.rcpt(recipient, ["NOTIFY=FAILURE,DELAY"] if dsn else [])
        except (OSError, smtplib.SMTPException) as error:
            raise TryLater(_reason(error)) from None
        if 500 <= code < 600:
            raise Refused(_words(code, reply))
        _expect((code, reply))

    def stream(self, mail: EmailMessage) -> None:
        """Send everything but the final dot. Raises `TryLater`."""
        text = _LEADING_DOT.sub(b"..", mail.as_bytes(policy=SMTP.clone(cte_type="7bit")))
        try:
            code, reply = self._open.docmd("DATA")
            if code != 354:
                raise TryLater(_words(code, reply))
            self._open.send(text if text.endswith(b"\r\n") else text + b"\r\n")
        except (OSError, smtplib.SMTPException) as error:
            raise TryLater(_reason(error)) from None

    def finish(self) -> str:
        """Send the dot and give the server's words. Raises `Refused`, `TryLater` or, without an answer, `Lost`."""
        try:
            self._open.send(b".\r\n")
            code, reply = self._open.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise Lost(_reason(error)) from None
        words = _words(code, reply)
        if 500 <= code < 600:
            raise Refused(words)
        if 400 <= code < 500:
            raise TryLater(words)
        if code != 250:
            raise Lost(words)
        return words

    @property
    def _open(self) -> smtplib.SMTP:
        if self._smtp is None:
            raise TryLater("no connection")
        return self._smtp

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        context = ssl.create_default_context(cafile=server.ca or None)
        if server.tls:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=_CONNECT_PATIENCE, context=context
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=_CONNECT_PATIENCE)
        self._smtp = smtp
        smtp.ehlo_or_helo_if_needed()
        if server.starttls:
            smtp.starttls(context=context)
            smtp.ehlo()
        if server.user:
            smtp.login(server.user, server.password)
        if smtp.sock is not None:
            smtp.sock.settimeout(PATIENCE)
        return smtp


def _expect(answer: tuple[int, bytes]) -> None:
    if not 200 <= answer[0] < 300:
        raise TryLater(_words(*answer))


def _words(code: int, reply: bytes) -> str:
    return f"{code} {reply.decode('utf-8', 'replace')}"


def _reason(error: Exception) -> str:
    """What went wrong, without what smtplib repeats of our own commands (a failed log-in shows its user)."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"{error.smtp_code} the mail server refused our log-in"
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        return _words(error.smtp_code, words if isinstance(words, bytes) else words.encode())
    return f"{type(error).__name__}: {error}"
