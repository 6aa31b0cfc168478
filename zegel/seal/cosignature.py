"""Cosignatures: a witness says that a log only grew (C2SP tlog-cosignature.md, Ed25519), and keys as texts (signed-note.md).

A cosigned checkpoint is the log's own note with one more signature line per witness, each with the moment it was given.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from zegel.seal import keys
from zegel.seal.checkpoint import ED25519, KEY_ID_SIZE, divide
from zegel.seal.errors import CheckpointError

COSIGNATURE: Final = b"\x04"
KEY_SIZE: Final = 32
_TIME_SIZE: Final = 8
_SIGNATURE_SIZE: Final = 64
_LATEST: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A named Ed25519 key and what it signs: a log's checkpoints (`ED25519`) or cosignatures (`COSIGNATURE`)."""

    name: str
    kind: bytes
    key: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature line says which key made it."""
        return hashlib.sha256(self.name.encode() + b"\n" + self.kind + self.key).digest()[:KEY_ID_SIZE]

    def __str__(self) -> str:
        """Give the key as a text: name, identifier in hex, kind and key in base64."""
        material = base64.b64encode(self.kind + self.key).decode()
        return f"{self.name}+{self.id.hex()}+{material}"


def parse_key(text: str) -> VerifierKey:
    """Read a key as `VerifierKey.__str__` writes it.

    Raises:
        CheckpointError: malformed, of an unknown kind, or an identifier that is not the key's.
    """
    name, _, rest = text.partition("+")
    identifier, _, material = rest.partition("+")
    try:
        decoded = base64.b64decode(material, validate=True)
    except ValueError:
        raise CheckpointError("a key is no base64") from None
    found = VerifierKey(name, decoded[:1], decoded[1:])
    well_named = bool(name) and not any(sign.isspace() for sign in name)
    if not well_named or found.kind not in {ED25519, COSIGNATURE} or len(found.key) != KEY_SIZE:
        raise CheckpointError("not a key of a log or witness")
    if found.id.hex() != identifier:
        raise CheckpointError("the identifier is not this key's")
    return found


def witness_key(name: str, signing_seed: bytes) -> VerifierKey:
    """The key by which the cosignatures made with a seed are checked."""
    return VerifierKey(name, COSIGNATURE, keys.signing_public(signing_seed))


def cosign(note: str, name: str, signing_seed: bytes, at: datetime) -> str:
    """The signature line, with its newline, of a witness for a checkpoint whose growth it has checked at an aware moment.

    Raises:
        CheckpointError: not a signed note.
    """
    body, _signatures = divide(note)
    seconds = int(at.timestamp())
    signature = keys.sign(signing_seed, _message(body, seconds))
    blob = witness_key(name, signing_seed).id + seconds.to_bytes(_TIME_SIZE, "big") + signature
    return f"\u2014 {name} {base64.b64encode(blob).decode()}\n"


def cosigned_at(note: str, witness: VerifierKey) -> datetime | None:
    """When a witness cosigned a checkpoint (UTC); None when it did not.

    Raises:
        CheckpointError: not a signed note, or a line of this witness that does not hold.
    """
    body, signatures = divide(note)
    for name, blob in signatures:
        if name != witness.name or blob[:KEY_ID_SIZE] != witness.id:
            continue
        seconds, signature = _parts(blob[KEY_ID_SIZE:])
        if not keys.is_signed_by(witness.key, signature, _message(body, seconds)):
            raise CheckpointError("a cosignature does not hold")
        try:
            return datetime.fromtimestamp(seconds, UTC)
        except (OverflowError, ValueError, OSError):
            raise CheckpointError("a cosignature is of no moment") from None
    return None


def with_lines(note: str, lines: str) -> str:
    """A note with signature lines added, once each.

    Raises:
        CheckpointError: the result is no signed note.
    """
    known = note.rpartition("\n\n")[2].splitlines()
    fresh = [line for line in lines.splitlines() if line and line not in known]
    made = note + "".join(f"{line}\n" for line in fresh)
    divide(made)
    return made


def _message(body: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{body}".encode()


def _parts(blob: bytes) -> tuple[int, bytes]:
    if len(blob) != _TIME_SIZE + _SIGNATURE_SIZE:
        raise CheckpointError("a cosignature has another length")
    seconds = int.from_bytes(blob[:_TIME_SIZE], "big")
    if seconds > _LATEST:
        raise CheckpointError("a cosignature is of no moment")
    return seconds, blob[_TIME_SIZE:]
