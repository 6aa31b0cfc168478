"""What a mail server says in sentences, where it gives no report: Exim, qmail, many gateways and older systems."""

import logging
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import Message
from html.parser import HTMLParser
from itertools import pairwise, takewhile

from flufl.bounce import all_failures

from zegel.inbound_mail.headers import header
from zegel.inbound_mail.wording import Outcome, outcome_in

_MOST_SIGNS = 200_000
_MOST_LINES = 400
# From here on it is our own mail that is given back.
_RETURNED = re.compile(
    r"[\s>*=-]*(?:(?:this is a )?copy of (?:the|your) (?:original )?(?:message|mail)|this is a copy of|below this line is|(?:the )?(?:original|returned|unsent|rejected) message"
    r"|(?:headers|body) of (?:the|your) (?:original )?message|return-path:|received: from)",
    re.IGNORECASE,
)  # fmt: skip
_ENHANCED = re.compile(r"(?<![0-9.])([45])\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9.])")
_REPLY = re.compile(
    r"(?:^|[:\[(<'\"]|said|smtp|error|code|reply)\W{0,6}([45])(?:[0-5][0-9])(?=[ #-]\S)", re.IGNORECASE
)

_COMPLAINT = re.compile(
    r"unknown|no such|not (?:found|known|exist|listed|accept|allowed|valid)|n't (?:exist|find|have|like)|invalid|quota|full|over ?limit|disabled|inactive|suspended"
    r"|expired|discontinued|reject|refus|denied|blocked|spam|could not|couldn't|unable|undeliver|failed|onbekend|vol\b|geweigerd|niet (?:bezorgd|gevonden|bekend)",
    re.IGNORECASE,
)  # fmt: skip

# A stranger wrote the mail. Whatever breaks on it, in the libraries that take it apart too, is not understood and nothing else.
UNEXPECTED = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MessageError,
    RecursionError,
    TypeError,
    ValueError,
)

# The library logs what it reads, and that is somebody's mail.
logging.getLogger("flufl.bounce").disabled = True


def verdict_of(message: "Message[str, str]") -> bool | None:
    """Whether a mail server has given up (True) or still tries (False), as a kept collection of formats reads it; else None."""
    try:
        delayed, failed = all_failures(message)
    except UNEXPECTED:
        return None
    if failed:
        return True
    return False if delayed else None


def reply_of(message: "Message[str, str]") -> tuple[bool, str] | None:
    """A mail server's answer (RFC 3463) quoted in the text: whether it is final, and its line; the most final of them."""
    found: tuple[bool, str] | None = None
    for line in _lines(message):
        match = _ENHANCED.search(line) or _REPLY.search(line)
        if match is None:
            continue
        final = match[1] == "5"
        if found is None or (final and not found[0]):
            found = final, line
    return found


def complaint_of(message: "Message[str, str]") -> str:
    """The first line that says what is wrong in common words; empty when there is none."""
    return next((line for line in _lines(message, joined=False) if _COMPLAINT.search(line)), "")


def outcome_of(message: "Message[str, str]") -> Outcome | None:
    """What a server says became of the mail, in its subject and below; a subject alone gives no reason why it came back."""
    below = "\n".join(_lines(message, joined=False))
    outcome = outcome_in(f"{header(message, 'Subject')}\n{below}")
    return outcome_in(below) if outcome == "undelivered" else outcome


def _lines(message: "Message[str, str]", *, joined: bool = True) -> Iterator[str]:
    """The lines a server wrote, each `joined` with the next one, and nothing of the mail that is given back."""
    for text in texts(message):
        lines = (" ".join(line.split()) for line in text.splitlines()[:_MOST_LINES])
        written = list(takewhile(lambda line: not _RETURNED.match(line), lines))
        yield from (
            (f"{line} {after}".strip() for line, after in pairwise([*written, ""])) if joined else written
        )


def texts(message: "Message[str, str]") -> Iterator[str]:
    """The text of each part that is text, not looking into mails inside the mail."""
    if message.get_content_maintype() == "message":
        return
    if message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from texts(part)
    elif message.get_content_maintype() == "text":
        text = decoded(message)
        yield _without_tags(text) if message.get_content_subtype() == "html" else text


def decoded(part: "Message[str, str]") -> str:
    """The text of a part, in the signs it says it has or else in any."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        return data[:_MOST_SIGNS].decode(part.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):
        return data[:_MOST_SIGNS].decode("utf-8", "replace")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self._hidden += tag in {"style", "script"}
        if tag in {"br", "p", "div", "tr", "td", "li", "h1", "h2", "h3"}:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"style", "script"} and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)


def _without_tags(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    return "".join(parser.pieces)
