"""Reading JSON that a stranger wrote: every member, its type and its size is looked at before it is used."""

import base64
import json
import re
from typing import Any, cast

import rfc8785

from zegel.seal import merkle
from zegel.seal.errors import ReceiptError

SIZE_LIMIT = 1024 * 1024
PATH_LIMIT = 64
SAFE_NUMBER = 2**53 - 1


def parse(data: bytes, what: str) -> object:
    """The JSON value in `data` of at most SIZE_LIMIT bytes; a member named twice is refused. Raises ReceiptError."""
    if len(data) > SIZE_LIMIT:
        raise ReceiptError(f"the {what} is too large")
    try:
        return load(data)
    except ValueError:
        raise ReceiptError(f"the {what} is not JSON, or is cut short") from None


def load(data: bytes) -> Any:
    """The JSON value in UTF-8, read as every reader must: a member named twice, NaN and a byte order mark are refused, 1.0 is 1.

    Raises:
        ValueError: it is none.
    """
    try:
        return json.loads(
            data.decode(), object_pairs_hook=_unique, parse_float=_number, parse_constant=_refuse
        )
    except RecursionError:
        raise ValueError("nested too deep") from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member is named twice")
    return members


def _number(text: str) -> float | int:
    value = float(text)
    return int(value) if value.is_integer() and abs(value) <= SAFE_NUMBER else value


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def members(value: object, names: set[str]) -> dict[str, object]:
    """The object, when it has exactly these members. Raises ReceiptError."""
    if not isinstance(value, dict) or set(value) != names:
        raise ReceiptError("it does not have exactly the members it must have")
    return value


def canonical_json(value: object) -> bytes:
    """The one form of a JSON value (RFC 8785).

    Raises:
        rfc8785.CanonicalizationError, ValueError, RecursionError: it has none.
    """
    return rfc8785.dumps(cast("Any", value))


def same(value: object, expected: object) -> bool:
    """Equal as JSON: to Python 1 is also true and 1.0."""
    try:
        return canonical_json(value) == canonical_json(expected)
    except (rfc8785.CanonicalizationError, ValueError, RecursionError):
        return False


def text(value: object, name: str) -> str:
    """The text, when it is one that UTF-8 can hold. Raises ReceiptError, which says `name`."""
    if not isinstance(value, str):
        raise ReceiptError(f"{name} is no text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ReceiptError(f"{name} is no text") from None
    return value


def texts(value: object) -> list[str]:
    """The notes of a succession. Raises ReceiptError."""
    if not isinstance(value, list) or len(value) > PATH_LIMIT:
        raise ReceiptError("log.succession is no list of notes")
    return [text(sign, "log.succession") for sign in value]


def optional(value: object, name: str) -> bytes | None:
    """The bytes of a text, or None for null. Raises ReceiptError."""
    return None if value is None else text(value, name).encode()


def decode(value: object, name: str) -> bytes:
    """The bytes of canonical base64, at least one. Raises ReceiptError."""
    try:
        data = base64.b64decode(text(value, name), validate=True)
    except ValueError:
        data = b""
    if not data or b64(data) != value:
        raise ReceiptError(f"{name} is not base64")
    return data


def hash_bytes(value: object, name: str) -> bytes:
    """The 32 bytes of a hash or key. Raises ReceiptError."""
    data = decode(value, name)
    if len(data) != merkle.HASH_SIZE:
        raise ReceiptError(f"{name} is not base64 of 32 bytes")
    return data


def b64(data: bytes) -> str:
    """Bytes as standard base64."""
    return base64.b64encode(data).decode()


def match(pattern: re.Pattern[str], value: str) -> str:
    """The text, when all of it fits. Raises ValueError, or TypeError for what is no text."""
    if not pattern.fullmatch(value):
        raise ValueError
    return value


def whole(value: object) -> int:
    """The whole number from 0. Raises ValueError."""
    if type(value) is not int or value < 0:
        raise ValueError
    return value
