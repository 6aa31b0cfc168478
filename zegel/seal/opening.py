"""Opening: the only module that turns sealed bytes into readable ones.

An import contract forbids the server to import it. Nothing here may be re-exported elsewhere.
"""

import base64
import hmac
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from zegel.seal import header as headers
from zegel.seal.errors import HeaderError, MacError, ManifestError, NoMatchError, SealError, UserKeyError
from zegel.seal.header import Stanza, decode_base64
from zegel.seal.identities import X25519_PREFIX, decode_identity, expand_hybrid
from zegel.seal.keys import SECRET_SIZE, AccessHalves, UserKey, decode_link, link_identity
from zegel.seal.manifest import Directory, Manifest, verify
from zegel.seal.primitives import (
    HYBRID_LABEL,
    HYBRID_SHARE_SIZE,
    HYBRID_SUITE,
    PAYLOAD_NONCE_SIZE,
    WRAP_NONCE,
    WRAPPED_SIZE,
    X25519_LABEL,
    header_mac,
    hkdf,
    payload_key,
)
from zegel.seal.recipients import SCRYPT_SALT_SIZE, X25519_KEY_SIZE, scrypt_key
from zegel.seal.stream import LineSource, Source, Target, fill, open_payload

SCRYPT_MAX_WORK_FACTOR = 20
"""1 GiB of memory. Whoever writes a header chooses the work, so an unlimited factor is a denial of service."""


class Identity(Protocol):
    """Unwraps a file key.

    A stanza of another type, or one that does not open, answers None: not mine. A malformed stanza of the
    identity's own type must raise HeaderError.
    """

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Give the file key, or None where the stanza is not for this identity."""


class SealedSource(Source, LineSource, Protocol):
    """What a sealed file is read from: `io.BytesIO`, a buffered file, a pipe opened for reading."""


class X25519Identity:
    """The 32-byte scalar of an `AGE-SECRET-KEY-1…` string."""

    def __init__(self, scalar: bytes) -> None:
        """Take the 32 raw bytes."""
        self._key = X25519PrivateKey.from_private_bytes(scalar)
        self._public = self._key.public_key().public_bytes_raw()

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Open an X25519 stanza (age.md, X25519 recipient stanza)."""
        if stanza.arguments[0] != "X25519":
            return None
        (share,) = _fields(stanza, X25519_KEY_SIZE)
        secret = _exchange(self._key, share)
        return _unwrap(hkdf(secret, salt=share + self._public, info=X25519_LABEL), stanza.body)


class HybridIdentity:
    """The 32-byte seed of an `AGE-SECRET-KEY-PQ-1…` string."""

    def __init__(self, seed: bytes) -> None:
        """Take the 32 raw bytes."""
        mlkem, self._x25519 = expand_hybrid(seed)
        self._key = MLKEM768X25519PrivateKey(mlkem, self._x25519)

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Open an mlkem768x25519 stanza with HPKE OpenBase."""
        if stanza.arguments[0] != "mlkem768x25519":
            return None
        (share,) = _fields(stanza, HYBRID_SHARE_SIZE)
        # HPKE answers a low-order share and a stanza for somebody else alike; the first must abort.
        _exchange(self._x25519, share[-X25519_KEY_SIZE:])
        try:
            return HYBRID_SUITE.decrypt(share + stanza.body, self._key, info=HYBRID_LABEL)
        except InvalidTag:
            return None


class ScryptIdentity:
    """A passphrase, with the most work a header may ask for."""

    def __init__(self, passphrase: str, max_work_factor: int = SCRYPT_MAX_WORK_FACTOR) -> None:
        """Take a passphrase and the base-two logarithm of the work allowed."""
        self._passphrase = passphrase.encode()
        self._max_work_factor = max_work_factor

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Open a scrypt stanza (age.md, scrypt recipient stanza)."""
        if stanza.arguments[0] != "scrypt":
            return None
        salt, factor = _fields(stanza, SCRYPT_SALT_SIZE, None)
        if not re.fullmatch(rb"[1-9][0-9]{0,2}", factor) or int(factor) > self._max_work_factor:
            raise HeaderError("scrypt work factor is malformed or too high")
        return _unwrap(scrypt_key(self._passphrase, salt, int(factor)), stanza.body)


def _fields(stanza: Stanza, *sizes: int | None) -> tuple[bytes, ...]:
    """Check a stanza of our own type: number of arguments, their sizes (None: plain text), the body.

    The body is measured before anything is decrypted, against partitioning oracles (age.md).
    """
    arguments = stanza.arguments[1:]
    if len(arguments) != len(sizes) or len(stanza.body) != WRAPPED_SIZE:
        raise HeaderError(f"malformed {stanza.arguments[0]} stanza")
    fields = []
    for argument, size in zip(arguments, sizes, strict=True):
        field = argument.encode() if size is None else decode_base64(argument.encode())
        if size is not None and len(field) != size:
            raise HeaderError(f"malformed {stanza.arguments[0]} stanza")
        fields.append(field)
    return tuple(fields)


def _exchange(key: X25519PrivateKey, share: bytes) -> bytes:
    try:
        return key.exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError:
        raise HeaderError("share is a low-order point") from None


def _unwrap(key: bytes, body: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(key).decrypt(WRAP_NONCE, body, None)
    except InvalidTag:
        return None


def parse_identity(text: str) -> Identity:
    """Read `AGE-SECRET-KEY-PQ-1…` or `AGE-SECRET-KEY-1…`. Raises KeyFormatError for anything else."""
    prefix, seed = decode_identity(text)
    return X25519Identity(seed) if prefix == X25519_PREFIX else HybridIdentity(seed)


def open_stream(identities: Iterable[Identity | str], source: SealedSource, target: Target) -> None:
    """Write the plaintext of the binary age file in `source` to `target`; constant memory, one pass.

    Raises HeaderError, NoMatchError or MacError before a byte is written, and PayloadError perhaps after
    authentic chunks were: on any error the caller throws away what was written.
    """
    header = headers.read(source)
    file_key = _file_key([parse_identity(i) if isinstance(i, str) else i for i in identities], header)
    if not hmac.compare_digest(header_mac(file_key, header.signed), header.mac):
        raise MacError("header was changed")
    nonce = bytearray(PAYLOAD_NONCE_SIZE)
    if fill(source, memoryview(nonce)) < len(nonce):
        raise HeaderError("file ends before its payload")
    open_payload(payload_key(file_key, bytes(nonce)), source, target)


def open_bytes(identities: Iterable[Identity | str], sealed: bytes) -> bytes:
    """Open bytes held in memory: all of it or nothing; same refusals as `open_stream`."""
    target = io.BytesIO()
    open_stream(identities, io.BytesIO(sealed), target)
    return target.getvalue()


def _file_key(identities: list[Identity], header: headers.Header) -> bytes:
    scrypt = any(stanza.arguments[0] == "scrypt" for stanza in header.stanzas)
    if scrypt and len(header.stanzas) > 1:
        raise HeaderError("a passphrase must be the only recipient")
    for identity in identities:
        for stanza in header.stanzas:
            file_key = identity.unwrap(stanza)
            if file_key is not None:
                return file_key
    raise NoMatchError("sealed to none of these identities")


def open_identity(identities: Iterable[Identity | str], sealed: bytes) -> str:
    """Open a sealed identity string: of a box for a member, or of a message for a holder."""
    identity = _text(open_bytes(identities, sealed))
    _require_identity(identity)
    return identity


def open_user_key(unlock_identity: str, sealed: bytes) -> UserKey:
    """Open a sealed user key (docs/formats.md, User key). Raises UserKeyError for another shape inside."""
    fields = _versioned(open_bytes([unlock_identity], sealed), {"identity", "signing"})
    _require_identity(fields["identity"])
    try:
        signing = base64.b64decode(fields["signing"], validate=True)
    except ValueError:
        raise UserKeyError("signing key is not base64") from None
    if len(signing) != SECRET_SIZE:
        raise UserKeyError("signing key is not 32 bytes")
    return UserKey(identity=fields["identity"], signing=signing)


def open_guest(link: str, sealed_identity: bytes, *, access: AccessHalves | None = None) -> str:
    """Open a guest identity with the link secret, and the access code's layer around it where there is one."""
    inner = open_bytes([access.seal_identity], sealed_identity) if access else sealed_identity
    return open_identity([link_identity(link)], inner)


def open_sender_copy(box_identities: Iterable[str], sealed: bytes) -> tuple[str, str]:
    """Open the sender's copy of a guest to (identity, link), with whichever key of the sender's box fits."""
    fields = _versioned(open_bytes(box_identities, sealed), {"identity", "link"})
    _require_identity(fields["identity"])
    decode_link(fields["link"])
    return fields["identity"], fields["link"]


def _versioned(plain: bytes, names: set[str]) -> dict[str, str]:
    """Read a version 1 JSON object of exactly these string members."""
    try:
        value = json.loads(_text(plain))
    except (ValueError, RecursionError):
        raise UserKeyError("not JSON") from None
    if not isinstance(value, dict) or value.pop("v", None) != 1 or value.keys() != names:
        raise UserKeyError("unknown version or members")
    if not all(isinstance(member, str) for member in value.values()):
        raise UserKeyError("a member is not text")
    return value


def _text(plain: bytes) -> str:
    try:
        return plain.decode()
    except UnicodeDecodeError:
        raise UserKeyError("not UTF-8") from None


def _require_identity(identity: str) -> None:
    try:
        decode_identity(identity)
    except SealError:
        raise UserKeyError("no identity inside") from None


def open_manifest(
    message_identity: str,
    sealed: bytes,
    *,
    directory: Directory,
    message: str,
    conversation: str,
    objects: Sequence[str],
) -> Manifest:
    """Open a sealed manifest and check it as `manifest.verify` does; code `open` where age refuses it."""
    try:
        envelope = open_bytes([message_identity], sealed)
    except SealError as refusal:
        raise ManifestError("open", str(refusal)) from refusal
    return verify(envelope, directory=directory, message=message, conversation=conversation, objects=objects)
