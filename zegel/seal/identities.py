"""Identities: making them and their public half. Using one to open is `zegel.seal.opening`'s alone."""

import hashlib
import os

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from zegel.seal import bech32
from zegel.seal.errors import KeyFormatError
from zegel.seal.primitives import Random

SEED_SIZE = 32
X25519_PREFIX = "age-secret-key-"
HYBRID_PREFIX = "age-secret-key-pq-"
X25519_PUBLIC_PREFIX = "age"
HYBRID_PUBLIC_PREFIX = "age1pq"


def generate_hybrid(random: Random = os.urandom) -> str:
    """Make a hybrid identity, `AGE-SECRET-KEY-PQ-1…`."""
    return hybrid_from_seed(random(SEED_SIZE))


def generate_x25519(random: Random = os.urandom) -> str:
    """Make an X25519 identity, `AGE-SECRET-KEY-1…`."""
    return bech32.encode(X25519_PREFIX, random(SEED_SIZE)).upper()


def hybrid_from_seed(seed: bytes) -> str:
    """Write 32 bytes as the hybrid identity they are (docs/formats.md, Identity from 32 bytes)."""
    if len(seed) != SEED_SIZE:
        raise KeyFormatError("an identity is 32 bytes")
    return bech32.encode(HYBRID_PREFIX, seed).upper()


def decode_identity(identity: str) -> tuple[str, bytes]:
    """Give the kind (X25519_PREFIX or HYBRID_PREFIX) and the 32 bytes of an identity string."""
    prefix, seed = bech32.decode(identity)
    known = prefix in {X25519_PREFIX, HYBRID_PREFIX}
    if not known or len(seed) != SEED_SIZE or identity != identity.upper():
        raise KeyFormatError("not an age identity this version knows")
    return prefix, seed


def expand_hybrid(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    """Expand a seed into its two key pairs (filippo.io/hpke-pq, MLKEM768-X25519 expandKey)."""
    expanded = hashlib.shake_256(seed).digest(96)
    mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
    return mlkem, X25519PrivateKey.from_private_bytes(expanded[64:])


def identity_recipient(identity: str) -> str:
    """Give the recipient string (`age1pq1…` or `age1…`) that belongs to an identity string."""
    prefix, seed = decode_identity(identity)
    if prefix == X25519_PREFIX:
        public = X25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
        return bech32.encode(X25519_PUBLIC_PREFIX, public)
    mlkem, x25519 = expand_hybrid(seed)
    public = mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
    return bech32.encode(HYBRID_PUBLIC_PREFIX, public)
