"""Mail to a return address that is no returned mail: holiday greetings, read receipts, complaints by a spam button.

Some of these come with an empty sender as well (RFC 3834), so they must be known by what they say of themselves.
"""

import re
from email.message import Message
from email.utils import parseaddr

from zegel.inbound_mail.headers import header
from zegel.inbound_mail.wording import Outcome, outcome_in

_RECEIPT = frozenset({"message/disposition-notification", "message/global-disposition-notification"})
_COMPLAINT = "message/feedback-report"
_DAEMON = re.compile(
    r"mailer.?daemon|post.?master|mail.?(?:delivery|system)|mdaemon|mail.?admin|bounce|symantec|no.?reply.*(?:mail|postmaster)",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"\s*(?:re|aw|antw|sv|fwd?|doorst)\s*:", re.IGNORECASE)
# As Outlook, Exchange, Gmail, Thunderbird, Notes and phones begin them in the languages around here.
_SUBJECT = re.compile(
    r"\s*(?:(?:re|aw|antw|fwd?)\s*:\s*)?(?:automatic reply|auto.?reply|auto.?response|auto:|out of (?:the )?office|away from|on (?:holiday|vacation|leave)"
    r"|automatisch(?:e)? (?:antwoord|bericht|reactie)|afwezig|niet (?:op kantoor|aanwezig)|buiten kantoor|met (?:vakantie|verlof)|vakantie"
    r"|automatische antwort|abwesen|réponse automatique|absence|respuesta autom|read:|gelezen:|gelesen:|lu\s*:|leesbevestiging|read receipt)",
    re.IGNORECASE,
)  # fmt: skip


def is_reply(message: "Message[str, str]", *, recipient: str, outcome: Outcome | None) -> bool:
    """Whether a person's mailbox answered by itself, rather than a mail server.

    `recipient` is whom our mail was for, `outcome` what the words of this one say became of it.
    """
    kinds = {part.get_content_type() for part in message.walk()}
    server = is_from_server(message)
    if _COMPLAINT in kinds or (_SUBJECT.match(header(message, "Subject")) and not (server and outcome)):
        return True
    if server or tells_of_return(message):
        # Dovecot tells of a full mailbox in the form of a receipt.
        return False
    address = parseaddr(header(message, "From"))[1]
    if kinds & _RECEIPT or (recipient != "" and address.lower() == recipient.lower()):
        return True
    automatic = header(message, "Auto-Submitted").lower().startswith(("auto-replied", "auto-notified"))
    return automatic or any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Vacation"))


def tells_of_return(message: "Message[str, str]") -> bool:
    """Whether a mail is by its form or its subject a report on another one, whoever is said to have written it."""
    if message.get_param("report-type") in {"delivery-status", "global-delivery-status"}:
        return True
    subject = header(message, "Subject")
    # An answer repeats what our own mail was about.
    return not _ANSWER.match(subject) and outcome_in(subject) in {"given-up", "waiting", "undelivered"}


def is_bulk(message: "Message[str, str]") -> bool:
    """Whether a mail says that it was sent to many: no return by itself, though a return may have inherited it."""
    return header(message, "Precedence").strip().lower() in {"bulk", "junk", "list", "auto_reply"}


def is_from_server(message: "Message[str, str]") -> bool:
    """Whether a mail says of itself that a mail server wrote it."""
    name, address = parseaddr(header(message, "From"))
    return bool(message.get("X-Failed-Recipients") or _DAEMON.search(f"{name} {address.partition('@')[0]}"))
