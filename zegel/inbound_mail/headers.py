"""A header of somebody's mail as a person reads it."""

from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message


def header(message: "Message[str, str]", name: str) -> str:
    """Its words, decoded where that can be done and on one line; empty when it is not there."""
    raw = str(message.get(name, ""))
    try:
        return " ".join(str(make_header(decode_header(raw))).split())
    except (MessageError, LookupError, ValueError):
        return " ".join(raw.split())
