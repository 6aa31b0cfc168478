"""The few derivations every part of an age file shares (C2SP age.md)."""

import hmac
from collections.abc import Callable

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

type Random = Callable[[int], bytes]
"""Gives that many unpredictable bytes. Only tests and vectors pass anything but `os.urandom`."""

FILE_KEY_SIZE = 16
WRAPPED_SIZE = FILE_KEY_SIZE + 16
PAYLOAD_NONCE_SIZE = 16

X25519_LABEL = b"age-encryption.org/v1/X25519"
SCRYPT_LABEL = b"age-encryption.org/v1/scrypt"
HYBRID_LABEL = b"age-encryption.org/mlkem768x25519"
HYBRID_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
HYBRID_SHARE_SIZE = 1120

# A fixed nonce is safe: every wrap key is derived from a fresh share or salt and encrypts one file key.
WRAP_NONCE = bytes(12)


def hkdf(secret: bytes, *, salt: bytes, info: bytes) -> bytes:
    """Derive 32 bytes with HKDF-SHA-256 (RFC 5869)."""
    return HKDF(hashes.SHA256(), 32, salt, info).derive(secret)


def header_mac(file_key: bytes, signed: bytes) -> bytes:
    """Authenticate the header bytes up to and including `---` (age.md, Header MAC)."""
    return hmac.digest(hkdf(file_key, salt=b"", info=b"header"), signed, "sha256")


def payload_key(file_key: bytes, nonce: bytes) -> bytes:
    """Derive the key of the payload from the file key and the payload's 16-byte nonce (age.md, Payload)."""
    return hkdf(file_key, salt=nonce, info=b"payload")


def wrap(key: bytes, file_key: bytes) -> bytes:
    """Encrypt a file key under a wrap key that is used this once."""
    return ChaCha20Poly1305(key).encrypt(WRAP_NONCE, file_key, None)
