"""Reading what a mail server says about a mail it could not deliver (RFC 3464)."""

import email.policy
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import cast

_MOST_RECIPIENTS = 20


@dataclass(frozen=True, slots=True)
class Report:
    """What happened to our mail. `permanent`: its server has given up; otherwise it is still trying."""

    permanent: bool
    reason: str


def read_report(content: bytes) -> Report | None:
    """The verdict of a delivery status notification; None for anything else (holiday greetings, receipts).

    Only the machine-readable part is looked at: the returned mail may hold the guest's link and is left alone.
    """
    message = message_from_bytes(content, policy=email.policy.default)
    if message.get_content_type() != "multipart/report":
        return None
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            return _verdict(cast("list[Message[str, str]]", part.get_payload()))
    return None


def _verdict(blocks: list["Message[str, str]"]) -> Report | None:
    """The first block is about the report, each other one about a recipient; the worst verdict counts."""
    found = None
    for block in blocks[1 : 1 + _MOST_RECIPIENTS]:
        action = str(block.get("Action", "")).split(" ")[0].strip().lower()
        if action not in {"failed", "delayed"}:
            continue
        if found is None or (action == "failed" and not found.permanent):
            found = Report(permanent=action == "failed", reason=_reason(block))
    return found


def _reason(block: "Message[str, str]") -> str:
    status = str(block.get("Status", "")).split("(")[0].strip()
    diagnostic = str(block.get("Diagnostic-Code", "")).partition(";")[2].strip()
    return (
        " ".join(word for word in (diagnostic, f"({status})" if status else "") if word) or "no reason given"
    )
