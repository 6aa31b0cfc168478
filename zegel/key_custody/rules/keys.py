"""Pure decisions about the public and sealed keys that a browser hands in."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from uuid import UUID

import rfc8785

from zegel.key_custody.errors.keys import KeysRefused, ProofRefused
from zegel.seal.header import is_sealed_key
from zegel.seal.keys import is_signed_by

SALT_SIZE = 16


SECRET_SIZE = 32


LARGEST_RECIPIENT = 4096


PROOF_LABEL = b"zegel/keys/v1\n"


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password as its browser split it, and the user key sealed for it and for a recovery code, where it was open.

    `login` is the login half (base64 text); see docs/formats.md.
    """

    login: str
    salt: bytes
    sealed_key: bytes = b""
    recovery: bytes = b""


@dataclass(frozen=True, slots=True)
class NewKeys:
    """A user key just made: its public halves, and itself sealed for the password and for the recovery code."""

    password: NewPassword
    recipient: str
    signing_key: str


def check_password(new: NewPassword, *, sealed: bool, recovery: bool) -> None:
    """Whether this can be a password, with the user key sealed for it and for a recovery code as it should be.

    Raises:
        KeysRefused.
    """
    wanted = ((new.sealed_key, sealed), (new.recovery, recovery))
    fine = all(is_sealed_key(data) if there else not data for data, there in wanted)
    if _size(new.login) != SECRET_SIZE or len(new.salt) != SALT_SIZE or not fine:
        raise KeysRefused


def check_keys(new: NewKeys) -> None:
    """Whether these can be the keys of an account.

    Raises:
        KeysRefused.
    """
    check_password(new.password, sealed=True, recovery=True)
    check_public(new.recipient, new.signing_key)


def check_public(recipient: str, signing_key: str) -> None:
    """Whether these can be the public halves of a user key.

    Raises:
        KeysRefused.
    """
    if not is_recipient(recipient) or _size(signing_key) != SECRET_SIZE:
        raise KeysRefused


def is_recipient(text: str) -> bool:
    """Whether text is spelled as a hybrid recipient is."""
    return text.startswith("age1pq1") and len(text) < LARGEST_RECIPIENT and text.isascii() and text.isalnum()


def statement(user: UUID, new: NewPassword) -> bytes:
    """What the owner of a user key signs to show that they opened it (docs/formats.md, Proof of the user key)."""
    facts = {
        "user": str(user),
        "login": new.login,
        "salt": base64.b64encode(new.salt).decode(),
        "sealedKey": hashlib.sha256(new.sealed_key).hexdigest() if new.sealed_key else None,
        "recovery": hashlib.sha256(new.recovery).hexdigest() if new.recovery else None,
    }
    return PROOF_LABEL + rfc8785.dumps(facts)


def check_proof(user: UUID, signing_key: str, new: NewPassword, proof: bytes) -> None:
    """Whether who hands this in has opened the user key.

    Raises:
        ProofRefused.
    """
    if not is_signed_by(base64.b64decode(signing_key), proof, statement(user, new)):
        raise ProofRefused


def _size(text: str) -> int:
    """How many bytes base64 text holds; -1 for anything else or another spelling."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return -1
    return len(data) if base64.b64encode(data).decode() == text else -1
