"""Mail to a return address that is no returned mail: holiday greetings, read receipts, complaints by a spam button.

Some of these come with an empty sender as well (RFC 3834), so they must be known by what they say of themselves.
"""

import re
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

_RECEIPT = frozenset({"message/disposition-notification", "message/global-disposition-notification"})
_COMPLAINT = "message/feedback-report"
_DAEMON = re.compile(
    r"mailer.?daemon|post.?master|mail.?(?:delivery|system)|mdaemon|mail.?admin|bounce|symantec|no.?reply.*(?:mail|postmaster)",
    re.IGNORECASE,
)
# As Outlook, Exchange, Gmail, Thunderbird, Notes and phones begin them in the languages around here.
_SUBJECT = re.compile(
    r"\s*(?:(?:re|aw|antw|fwd?)\s*:\s*)?(?:automatic reply|auto.?reply|auto.?response|auto:|out of (?:the )?office|away from|on (?:holiday|vacation|leave)"
    r"|automatisch(?:e)? (?:antwoord|bericht|reactie)|afwezig|niet (?:op kantoor|aanwezig)|buiten kantoor|met (?:vakantie|verlof)|vakantie"
    r"|automatische antwort|abwesen|réponse automatique|absence|respuesta autom|read:|gelezen:|gelesen:|lu\s*:|leesbevestiging|read receipt)",
    re.IGNORECASE,
)  # fmt: skip


def is_reply(message: "Message[str, str]", *, recipient: str) -> bool:
    """Whether a person's mailbox answered by itself, rather than a mail server. `recipient` is whom our mail was for."""
    kinds = {part.get_content_type() for part in message.walk()}
    if _COMPLAINT in kinds or _SUBJECT.match(_header(message, "Subject")):
        return True
    if is_from_server(message):
        # Dovecot tells of a full mailbox in the form of a receipt.
        return False
    address = parseaddr(_header(message, "From"))[1]
    if kinds & _RECEIPT or (recipient != "" and address.lower() == recipient.lower()):
        return True
    automatic = _header(message, "Auto-Submitted").lower().startswith(("auto-replied", "auto-notified"))
    return automatic or any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Vacation"))


def is_bulk(message: "Message[str, str]") -> bool:
    """Whether a mail says that it was sent to many: no return by itself, though a return may have inherited it."""
    return _header(message, "Precedence").strip().lower() in {"bulk", "junk", "list", "auto_reply"}


def is_from_server(message: "Message[str, str]") -> bool:
    """Whether a mail says of itself that a mail server wrote it."""
    name, address = parseaddr(_header(message, "From"))
    return bool(message.get("X-Failed-Recipients") or _DAEMON.search(f"{name} {address.partition('@')[0]}"))


def _header(message: "Message[str, str]", name: str) -> str:
    raw = str(message.get(name, ""))
    try:
        return " ".join(str(make_header(decode_header(raw))).split())
    except (MessageError, LookupError, ValueError):
        return " ".join(raw.split())
