"""Fields of what members sign: each is looked at before it is used."""

import base64
import re

from zegel.seal import keys
from zegel.seal.errors import MembershipError

HASH = re.compile(r"[0-9a-f]{64}")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
KEY = re.compile(r"[A-Za-z0-9+/]{43}=")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def matching(pattern: re.Pattern[str], text: object) -> str:
    """The text, when all of it fits. Raises MembershipError."""
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise MembershipError("member")
    return text


def counted(value: object) -> int:
    """The whole number from 1. Raises MembershipError."""
    if type(value) is not int or not 1 <= value < 2**53:
        raise MembershipError("number")
    return value


def check_signature(label: bytes, statement: str, signature: str, key: str) -> None:
    """Hold a statement to a signing key (b64). Raises MembershipError."""
    try:
        signed = base64.b64decode(signature, validate=True)
    except ValueError as error:
        raise MembershipError("signature") from error
    if not keys.is_signed_by(base64.b64decode(key), signed, label + statement.encode()):
        raise MembershipError("signature")
