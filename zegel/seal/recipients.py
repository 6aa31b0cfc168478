"""Recipients: whom a file key is wrapped for (age.md, Native recipient types)."""

import hashlib
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PublicKey

from zegel.seal import bech32
from zegel.seal.errors import KeyFormatError
from zegel.seal.header import Stanza, encode_base64
from zegel.seal.identities import HYBRID_PUBLIC_PREFIX, X25519_PUBLIC_PREFIX
from zegel.seal.primitives import (
    HYBRID_LABEL,
    HYBRID_SHARE_SIZE,
    HYBRID_SUITE,
    SCRYPT_LABEL,
    X25519_LABEL,
    Random,
    hkdf,
    wrap,
)

X25519_KEY_SIZE = 32
HYBRID_KEY_SIZE = 1184 + X25519_KEY_SIZE
SCRYPT_SALT_SIZE = 16
SCRYPT_WORK_FACTOR = 18
"""Base-two logarithm; about a second on the machines of 2026, as in the age tool."""


class Recipient(Protocol):
    """Wraps a file key into one stanza. Recipients of different `family` may not share a file."""

    family: str

    def wrap(self, file_key: bytes, random: Random) -> Stanza:
        """Give the stanza that lets this recipient, and nobody else, find the file key."""


class X25519Recipient:
    """An X25519 public key, `age1…`: read and accepted, not made by Zegel itself."""

    family = "classical"

    def __init__(self, public_key: bytes) -> None:
        """Take the 32 raw bytes."""
        if len(public_key) != X25519_KEY_SIZE:
            raise KeyFormatError("an X25519 recipient is 32 bytes")
        self._raw = public_key
        self._key = X25519PublicKey.from_public_bytes(public_key)

    def wrap(self, file_key: bytes, random: Random) -> Stanza:
        """Wrap under a fresh ephemeral share. Raises KeyFormatError for a low-order public key."""
        ephemeral = X25519PrivateKey.from_private_bytes(random(X25519_KEY_SIZE))
        share = ephemeral.public_key().public_bytes_raw()
        try:
            secret = ephemeral.exchange(self._key)
        except ValueError:
            raise KeyFormatError("X25519 recipient is a low-order point") from None
        key = hkdf(secret, salt=share + self._raw, info=X25519_LABEL)
        return Stanza(("X25519", encode_base64(share)), wrap(key, file_key))


class HybridRecipient:
    """An ML-KEM-768 plus X25519 public key, `age1pq1…`: secret even from a later quantum computer."""

    family = "post-quantum"

    def __init__(self, public_key: bytes) -> None:
        """Take the 1,216 raw bytes: ML-KEM encapsulation key, then X25519 public key."""
        if len(public_key) != HYBRID_KEY_SIZE:
            raise KeyFormatError("a hybrid recipient is 1,216 bytes")
        try:
            mlkem = MLKEM768PublicKey.from_public_bytes(public_key[:-X25519_KEY_SIZE])
        except ValueError:
            raise KeyFormatError("hybrid recipient has an invalid ML-KEM key") from None
        x25519 = X25519PublicKey.from_public_bytes(public_key[-X25519_KEY_SIZE:])
        self._key = MLKEM768X25519PublicKey(mlkem, x25519)

    def wrap(self, file_key: bytes, random: Random) -> Stanza:
        """Wrap with HPKE SealBase, which draws its own randomness from the operating system."""
        del random
        sealed = HYBRID_SUITE.encrypt(file_key, self._key, info=HYBRID_LABEL)
        share, body = sealed[:HYBRID_SHARE_SIZE], sealed[HYBRID_SHARE_SIZE:]
        return Stanza(("mlkem768x25519", encode_base64(share)), body)


class ScryptRecipient:
    """A passphrase. Always the only recipient: who opens the file may believe a holder of it made it."""

    family = "passphrase"

    def __init__(self, passphrase: str, work_factor: int = SCRYPT_WORK_FACTOR) -> None:
        """Take a passphrase and the base-two logarithm of the work."""
        self._passphrase = passphrase.encode()
        self._work_factor = work_factor

    def wrap(self, file_key: bytes, random: Random) -> Stanza:
        """Wrap under a key stretched from the passphrase and a fresh salt."""
        salt = random(SCRYPT_SALT_SIZE)
        key = scrypt_key(self._passphrase, salt, self._work_factor)
        return Stanza(("scrypt", encode_base64(salt), str(self._work_factor)), wrap(key, file_key))


def scrypt_key(passphrase: bytes, salt: bytes, work_factor: int) -> bytes:
    """Stretch a passphrase (RFC 7914, r = 8, p = 1); needs 1 KiB · 2^work_factor of memory."""
    cost = 1 << work_factor
    # OpenSSL wants room for the whole table and a little more, or it refuses.
    memory = 128 * 8 * (cost + 32)
    return hashlib.scrypt(passphrase, salt=SCRYPT_LABEL + salt, n=cost, r=8, p=1, maxmem=memory, dklen=32)


def parse_recipient(text: str) -> Recipient:
    """Read `age1pq1…` or `age1…`. Raises KeyFormatError for anything else, other age types included."""
    prefix, key = bech32.decode(text)
    if text != text.lower():
        raise KeyFormatError("a recipient is written in lower case")
    if prefix == HYBRID_PUBLIC_PREFIX:
        return HybridRecipient(key)
    if prefix == X25519_PUBLIC_PREFIX:
        return X25519Recipient(key)
    raise KeyFormatError("not an age recipient this version knows")
