"""Entries of the log of keys: what became of the keys of an address, without saying which (docs/formats.md, Log of keys)."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import rfc8785

from zegel.seal.errors import ProofError, ReceiptError
from zegel.seal.shape import canonical_json, members, parse

TYPE: Final = "zegel/key-entry/v1"
LARGEST: Final = 65535
"""What an entry may measure: its length goes before it in two bytes (tlog-tiles, Log entries)."""

_LABEL: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """What happened (`event`) to the keys of a label at a moment, with its facts (docs/formats.md)."""

    at: str
    event: str
    label: str
    facts: Mapping[str, Any]


def write(entry: KeyEntry) -> bytes:
    """The bytes that are logged: canonical JSON."""
    return rfc8785.dumps(
        {"type": TYPE, "at": entry.at, "event": entry.event, "label": entry.label, "facts": dict(entry.facts)}
    )


def read(body: bytes) -> KeyEntry:
    """Read an entry.

    Raises:
        ProofError: it is none.
    """
    try:
        told = members(parse(body, "entry"), {"type", "at", "event", "label", "facts"})
    except ReceiptError as error:
        raise ProofError(str(error)) from None
    at, event, label, facts = (told[name] for name in ("at", "event", "label", "facts"))
    if told["type"] != TYPE or not isinstance(facts, dict) or canonical_json(told) != body:
        raise ProofError("not an entry of a log of keys")
    if not (
        isinstance(at, str) and isinstance(event, str) and isinstance(label, str)
    ) or not _LABEL.fullmatch(label):
        raise ProofError("not an entry of a log of keys")
    return KeyEntry(at, event, label, facts)


def label_input(address: str) -> bytes:
    """What the label of an address is made of (`zegel.seal.vrf`)."""
    return f"zegel/key-label/v1\n{address.lower()}".encode()


def circle_label(circle: str) -> str:
    """The label of a circle, which has no address: its identifier is no secret to who reads in it, and to nobody else known."""
    return hashlib.sha256(f"zegel/circle-label/v1\n{circle}".encode()).hexdigest()


def member_hash(label: str, member: str) -> str:
    """A member (identifier of a user or mailbox) as an entry of a label names them."""
    return hashlib.sha256(f"zegel/key-member/v1\n{label}\n{member}".encode()).hexdigest()


def text_hash(text: str) -> str:
    """The SHA-256 (hex) of a key as text."""
    return hashlib.sha256(text.encode()).hexdigest()
