"""What second factors are kept and checked with: derived from a key outside the database."""

import hashlib
import hmac
import logging
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from zegel.identity.keys import derived_key

log = logging.getLogger(__name__)

_NONCE = 12


def seal_secret(row: UUID, secret: bytes) -> bytes:
    """The secret of an authenticator app as the database keeps it (AES-256-GCM), bound to its row."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(derived_key("totp")).encrypt(nonce, secret, row.bytes)


def unseal_secret(row: UUID, sealed: bytes) -> bytes | None:
    """The secret of an authenticator app; None, and a line for the operator, where it was sealed under another key: a database
    was restored without its `factors.key`."""
    try:
        return AESGCM(derived_key("totp")).decrypt(sealed[:_NONCE], sealed[_NONCE:], row.bytes)
    except InvalidTag:
        log.exception("factors.key is not the key that authenticator apps were sealed with")
        return None


def login_digits(code: UUID) -> str:
    """The six digits of an SMS code, derived from its identifier, so that they are stored nowhere."""
    number = int.from_bytes(hmac.digest(derived_key("sms"), code.bytes, "sha256")[:8])
    return f"{number % 1_000_000:06}"


def backup_digest(owner: UUID, code: str) -> bytes:
    """What is kept of a backup code; without the key file it cannot even be guessed at."""
    return hmac.digest(derived_key("backup"), owner.bytes + code.encode(), "sha256")


def subject_digest(issuer: str, subject: str) -> bytes:
    """What is kept of a provider's name for a person; without the key file nobody tells whose it is."""
    return hmac.digest(derived_key("subject"), f"{issuer}\n{subject}".encode(), "sha256")


def there_digest(issuer: str, session: str) -> bytes:
    """What is kept of a provider's name for one login there."""
    return hmac.digest(derived_key("there"), f"{issuer}\n{session}".encode(), "sha256")


def token_digest(token: str) -> bytes:
    """What is kept of a random token of a cookie."""
    return hashlib.sha256(token.encode()).digest()
