"""Checkpoints: the state of a log as a signed note (C2SP tlog-checkpoint.md and signed-note.md)."""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from zegel.seal import keys
from zegel.seal.errors import CheckpointError
from zegel.seal.merkle import HASH_SIZE

ED25519 = b"\x01"
KEY_ID_SIZE = 4
NOTE_LIMIT = 64 * 1024

_BODY = re.compile(r"([^\n]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*")
_SIGNATURE = re.compile(r"\u2014 ([^ \n+]+) ([A-Za-z0-9+/]+={0,2})")


@dataclass(frozen=True)
class Checkpoint:
    """A verified state of the log named `origin`: its number of records and the root over them."""

    origin: str
    size: int
    root: bytes


def checkpoint_body(origin: str, size: int, root: bytes) -> str:
    """Write the text that is signed: origin, size in decimal, root in base64, each on a line."""
    body = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    _parse(body)
    return body


def key_id(name: str, public_key: bytes) -> bytes:
    """Give the four bytes by which a note says which key signed it (signed-note, Signatures)."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:KEY_ID_SIZE]


def sign(body: str, name: str, signing_seed: bytes) -> str:
    """Sign a checkpoint body under a key name without spaces or plus signs; gives the whole note."""
    public_key = keys.signing_public(signing_seed)
    signature = key_id(name, public_key) + keys.sign(signing_seed, body.encode())
    line = f"\u2014 {name} {base64.b64encode(signature).decode()}"
    if not _SIGNATURE.fullmatch(line):
        raise CheckpointError("key name is malformed")
    return f"{body}\n{line}\n"


def verify(note: str, name: str, public_key: bytes) -> Checkpoint:
    """Give the checkpoint of a note that this key signed under this name. Raises CheckpointError as `signed_body`."""
    return _parse(signed_body(note, name, public_key))


def signed_body(note: str, name: str, public_key: bytes) -> str:
    """Give the text of a note that this key signed under this name.

    Signatures of others (witnesses) are passed over. Raises CheckpointError where the note is malformed,
    the key did not sign it, or the signature does not hold.
    """
    body, signatures = divide(note)
    expected = key_id(name, public_key)
    for signer, signature in signatures:
        if signer == name and signature[:KEY_ID_SIZE] == expected:
            if not keys.is_signed_by(public_key, signature[KEY_ID_SIZE:], body.encode()):
                raise CheckpointError("signature does not hold")
            return body
    raise CheckpointError("not signed by the key expected")


def signer_of(note: str, name: str, public_keys: Iterable[bytes]) -> bytes:
    """Give which of these keys signed a note. Raises CheckpointError where none did, or its signature does not hold."""
    ids = {signature[:KEY_ID_SIZE] for signer, signature in divide(note)[1] if signer == name}
    for public_key in public_keys:
        if key_id(name, public_key) in ids:
            signed_body(note, name, public_key)
            return public_key
    raise CheckpointError("not signed by the key expected")


def origin_of(note: str) -> str:
    """Give the name of the log a note says it is of; nothing is checked yet."""
    return note.partition("\n")[0]


def divide(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Give the text of a signed note and its signature lines, by name and bytes; nothing is verified yet.

    Raises:
        CheckpointError: not a signed note.
    """
    body, separator, rest = note.rpartition("\n\n")
    if len(note) > NOTE_LIMIT or not separator or not rest.endswith("\n"):
        raise CheckpointError("not a signed note")
    signatures = []
    for line in rest[:-1].split("\n"):
        match = _SIGNATURE.fullmatch(line)
        if not match:
            raise CheckpointError("malformed signature line")
        signatures.append((match[1], _decode_base64(match[2])))
    return body + "\n", signatures


def _parse(body: str) -> Checkpoint:
    match = _BODY.fullmatch(body)
    if not match or not body.replace("\n", "").isprintable():
        raise CheckpointError("malformed checkpoint")
    root = _decode_base64(match[3])
    if len(root) != HASH_SIZE:
        raise CheckpointError("root is not 32 bytes")
    return Checkpoint(origin=match[1], size=int(match[2]), root=root)


def _decode_base64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise CheckpointError("invalid base64") from None
    if base64.b64encode(data).decode() != text:
        raise CheckpointError("base64 is not canonical")
    return data
