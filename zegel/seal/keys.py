"""Keys of people: password halves, access codes, the user key and the guest (docs/formats.md).

Only the making is here. Opening a user key or a guest is in `zegel.seal.opening`.
"""

import base64
import binascii
import json
import os
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from zegel.lib.typed import plain_code
from zegel.seal.errors import KeyFormatError
from zegel.seal.identities import generate_hybrid, hybrid_from_seed, identity_recipient
from zegel.seal.primitives import Random, hkdf
from zegel.seal.sealing import seal_bytes

SALT_SIZE = 16
SECRET_SIZE = 32

_ARGON2_MEMORY_KIB = 64 * 1024
_ARGON2_PASSES = 3
_ARGON2_LANES = 1

# Removed from an access code wherever they stand: people read codes aloud and type them in groups.


@dataclass(frozen=True)
class PasswordHalves:
    """Two independent 32-byte secrets out of one password: only `login` ever leaves the client."""

    login: bytes
    unlock: bytes

    @property
    def unlock_identity(self) -> str:
        """Give the identity that opens the sealed user key."""
        return hybrid_from_seed(self.unlock)


@dataclass(frozen=True)
class AccessHalves:
    """Two independent 32-byte secrets out of one access code: the server gets `verifier` only."""

    verifier: bytes
    seal: bytes

    @property
    def seal_identity(self) -> str:
        """Give the identity of the second layer around a guest identity."""
        return hybrid_from_seed(self.seal)


@dataclass(frozen=True)
class UserKey:
    """What a person owns: a hybrid identity string and a 32-byte Ed25519 seed."""

    identity: str
    signing: bytes

    @property
    def recipient(self) -> str:
        """Give the public half that others seal to."""
        return identity_recipient(self.identity)

    @property
    def signing_public(self) -> bytes:
        """Give the 32-byte public key that signatures are checked with."""
        return signing_public(self.signing)


@dataclass(frozen=True)
class Guest:
    """A guest as the sender's client made it: `link` goes into the mail, the rest to the server."""

    recipient: str
    link: str
    sealed_identity: bytes
    sender_copy: bytes


def stretch(secret: bytes, salt: bytes) -> bytes:
    """Stretch a secret with Argon2id (RFC 9106; 64 MiB, 3 passes, 1 lane) to 32 bytes."""
    if len(salt) != SALT_SIZE:
        raise KeyFormatError("a salt is 16 bytes")
    argon2 = Argon2id(
        salt=salt,
        length=SECRET_SIZE,
        iterations=_ARGON2_PASSES,
        lanes=_ARGON2_LANES,
        memory_cost=_ARGON2_MEMORY_KIB,
    )
    return argon2.derive(secret)


def password_halves(password: str, salt: bytes) -> PasswordHalves:
    """Split a password; takes a tenth of a second and 64 MiB, so never inside a transaction."""
    stretched = stretch(unicodedata.normalize("NFKC", password).encode(), salt)
    return PasswordHalves(
        login=hkdf(stretched, salt=b"", info=b"zegel/v1/login"),
        unlock=hkdf(stretched, salt=b"", info=b"zegel/v1/unlock"),
    )


def access_halves(code: str, salt: bytes) -> AccessHalves:
    """Split an access code; as costly as `password_halves`. Refuses an empty code (KeyFormatError)."""
    normal = plain_code(code)
    if not normal:
        raise KeyFormatError("an access code cannot be empty")
    stretched = stretch(normal.encode(), salt)
    return AccessHalves(
        verifier=hkdf(stretched, salt=b"", info=b"zegel/v1/access-verifier"),
        seal=hkdf(stretched, salt=b"", info=b"zegel/v1/access-seal"),
    )


def make_user_key(random: Random = os.urandom) -> UserKey:
    """Make a fresh user key."""
    return UserKey(identity=generate_hybrid(random), signing=random(SECRET_SIZE))


def encode_user_key(key: UserKey) -> bytes:
    """Write the JSON that is sealed; the byte layout is fixed so that vectors can compare it."""
    signing = base64.b64encode(key.signing).decode("ascii")
    return _json({"v": 1, "identity": key.identity, "signing": signing})


def seal_user_key(key: UserKey, recipient: str) -> bytes:
    """Seal a user key to one way of unlocking it: the recipient of an unlock identity or a recovery code."""
    return seal_bytes([recipient], encode_user_key(key))


def signing_public(seed: bytes) -> bytes:
    """Give the 32-byte Ed25519 public key of a 32-byte seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed: bytes, message: bytes) -> bytes:
    """Sign with Ed25519 (RFC 8032); 64 bytes. The caller prefixes a versioned label to `message`."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def is_signed_by(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether the signature holds; a malformed key or signature does not. Callers raise their own code."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def encode_link(secret: bytes) -> str:
    """Write a link secret as the URL fragment it travels in, 43 characters."""
    return base64.urlsafe_b64encode(secret).decode("ascii").rstrip("=")


def decode_link(link: str) -> bytes:
    """Read a URL fragment back into 32 bytes; refuses any other spelling (KeyFormatError)."""
    try:
        secret = base64.urlsafe_b64decode(link + "=")
    except (binascii.Error, ValueError):
        raise KeyFormatError("not a link secret") from None
    if len(secret) != SECRET_SIZE or encode_link(secret) != link:
        raise KeyFormatError("not a link secret")
    return secret


def link_identity(link: str) -> str:
    """Give the identity that opens layer 1 of a guest identity."""
    return hybrid_from_seed(hkdf(decode_link(link), salt=b"", info=b"zegel/v1/guest-link"))


def make_guest(sender_box: str, *, access: AccessHalves | None = None, random: Random = os.urandom) -> Guest:
    """Make a guest for one person in one conversation, with a copy for the sender's box recipient."""
    identity = generate_hybrid(random)
    link = encode_link(random(SECRET_SIZE))
    sealed = seal_bytes([identity_recipient(link_identity(link))], identity.encode())
    if access:
        sealed = seal_bytes([identity_recipient(access.seal_identity)], sealed)
    copy = _json({"v": 1, "identity": identity, "link": link})
    return Guest(identity_recipient(identity), link, sealed, seal_bytes([sender_box], copy))


def _json(value: dict[str, object]) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
