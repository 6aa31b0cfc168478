"""Reading what a mail server says about a mail it could not deliver: in fields (RFC 3464), in sentences, or not at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from zegel.inbound_mail import prose
from zegel.inbound_mail.replies import is_bulk, is_from_server, is_reply, tells_of_return
from zegel.inbound_mail.status_fields import Fields, recipient_groups
from zegel.inbound_mail.wording import Outcome

# By another name, the fields of a report are a text like any other, whatever their encoding and however they are broken.
_STATUS = re.compile(rb"message/(?:global-)?delivery-status", re.IGNORECASE)
_NAMED = "text/x-zegel-delivery-status"
_ACTIONS = (
    (
        "failed",
        ("fail", "error", "undeliver", "reject", "delivery-fail", "delivery fail", "bounce", "expire"),
    ),
    ("delayed", ("delay", "defer")),
    ("done", ("delivered", "relay", "expand", "success")),
)
# "Delivery time expired" (RFC 3463).
_EXPIRED = "4.4.7"
_NO_REASON = "no reason given"
_MOST_PARTS = 100
_MOST_RECIPIENTS = 20


@dataclass(frozen=True, slots=True)
class Report:
    """What happened to our mail. `permanent`: its server has given up; otherwise it is still trying.

    `readable` is False for a mail that came back and says nothing we understand; then `permanent` says nothing either.
    """

    permanent: bool
    reason: str
    readable: bool = True


UNREADABLE = Report(permanent=True, reason="", readable=False)


def read_report(content: bytes, *, sender: str | None = None, recipient: str = "") -> Report | None:
    """The verdict on our mail; None for what is no return of it (holiday greetings, receipts, news of delivery).

    `sender` is that of the SMTP envelope: empty means that this came back to us (RFC 5321 4.5.5), even if nothing in it can
    be read. `recipient` is whom our mail was for. Of the mail that is given back, which may hold the guest's link, nothing is
    looked at.

    1. The fields of a report, wherever they are in the mail. 2. What a person's mailbox answers by itself is none.
    3. Sentences in a known form. 4. A mail server's answer quoted in the text. 5. It came back, and why is not to be read.
    Where the words say plainly that the server still tries, or no longer does, they count for more than a form or a quotation.
    """
    try:
        return _read(content, sender=sender, recipient=recipient)
    except prose.UNEXPECTED:
        return UNREADABLE if sender == "" else None


def _read(content: bytes, *, sender: str | None, recipient: str) -> Report | None:
    message = message_from_bytes(content)
    outcome = prose.outcome_of(message)
    fields = _of_fields(message_from_bytes(_STATUS.sub(_NAMED.encode(), content)), outcome)
    if fields is not None:
        return fields if isinstance(fields, Report) else None
    if is_reply(message, recipient=recipient, outcome=outcome):
        return None
    telling = is_from_server(message) or tells_of_return(message)
    returned = sender == "" or is_from_server(message) or message.get_content_type() == "multipart/report"
    return _of_prose(message, outcome, returned=returned and (telling or not is_bulk(message)))


def _of_prose(message: "Message[str, str]", outcome: Outcome | None, *, returned: bool) -> Report | None:
    known, quoted = prose.verdict_of(message), prose.reply_of(message)
    if not returned and known is None:
        return None
    final = _final(outcome, known=known, quoted=quoted[0] if quoted else None)
    if final is not None:
        words = quoted[1] if quoted else prose.complaint_of(message)
        return Report(permanent=final, reason=words or _NO_REASON)
    return None if outcome == "delivered" else UNREADABLE


def _final(outcome: Outcome | None, *, known: bool | None, quoted: bool | None) -> bool | None:
    """Whether the server has given up, by the strongest of what is known of it; None where nothing says so."""
    if outcome in {"given-up", "waiting"}:
        return outcome == "given-up"
    if known is not None:
        return known
    # What did not arrive in the end may quote an answer that was once for the time being ("mailbox full").
    return True if outcome == "undelivered" else quoted


def _of_fields(message: "Message[str, str]", outcome: Outcome | None) -> Report | bool | None:
    """The worst verdict of all recipients; False where the fields say that all went well, None where there are no fields."""
    found: Report | bool | None = None
    for group in _groups(message):
        kind = _kind(group, outcome)
        if kind is None:
            continue
        if kind == "done":
            found = found or False
        elif not isinstance(found, Report) or (kind == "failed" and not found.permanent):
            found = Report(permanent=kind == "failed", reason=_reason(group))
    return found


def _groups(message: "Message[str, str]") -> Iterator[Fields]:
    for number, part in enumerate(message.walk()):
        if number >= _MOST_PARTS:
            return
        if part.is_multipart():
            continue
        named = part.get_content_type() == _NAMED
        if not named and part.get_content_maintype() not in {"text", "application"}:
            continue
        for group in recipient_groups(prose.decoded(part))[:_MOST_RECIPIENTS]:
            # In other parts (a gateway made a text or an attachment of the report) only what is unmistakably fields.
            if named or ("action" in group and group.keys() & {"final-recipient", "original-recipient"}):
                yield group


def _kind(group: Fields, outcome: Outcome | None) -> str | None:
    """`failed`, `delayed` or `done`, by the action, or else by the class of the status and the words around it."""
    action = group.get("action", "").lower()
    for kind, words in _ACTIONS:
        if action.startswith(words):
            return kind
    status = group.get("status", "").strip()
    if status.startswith("4") and (outcome == "given-up" or status.startswith(_EXPIRED)):
        # For the time being, it says; and yet that time is over.
        return "failed"
    return {"5": "failed", "4": "delayed", "2": "done"}.get(status[:1])


def _reason(group: Fields) -> str:
    status = group.get("status", "").partition("(")[0].strip()
    kind, semicolon, words = group.get("diagnostic-code", "").partition(";")
    diagnostic = words.strip() if semicolon and " " not in kind.strip() else group.get("diagnostic-code", "")
    return " ".join(word for word in (diagnostic, f"({status})" if status else "") if word) or _NO_REASON
