"""The key that second factors are kept and checked with, outside the database."""

import base64
import hashlib
import hmac
import os
import secrets
from functools import cache
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from zegel.lib.secret_files import read_or_make

_NONCE = 12


@cache
def factor_key() -> bytes:
    """32 bytes in the secrets folder, made at first use."""
    return read_or_make(settings.ENVIRONMENT.secrets / "factors.key", lambda: secrets.token_bytes(32))


def seal_secret(row: UUID, secret: bytes) -> bytes:
    """The secret of an authenticator app as the database keeps it (AES-256-GCM), bound to its row."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_derived("totp")).encrypt(nonce, secret, row.bytes)


def unseal_secret(row: UUID, sealed: bytes) -> bytes:
    """The secret of an authenticator app."""
    return AESGCM(_derived("totp")).decrypt(sealed[:_NONCE], sealed[_NONCE:], row.bytes)


def login_digits(code: UUID) -> str:
    """The six digits of an SMS code, derived from its identifier, so that they are stored nowhere."""
    number = int.from_bytes(hmac.digest(_derived("sms"), code.bytes, "sha256")[:8])
    return f"{number % 1_000_000:06}"


def profession_digits(claim: UUID) -> str:
    """The six digits that prove a professional number, derived from the claim's identifier and stored nowhere."""
    number = int.from_bytes(hmac.digest(_derived("profession"), claim.bytes, "sha256")[:8])
    return f"{number % 1_000_000:06}"


def stop_token(row: UUID) -> str:
    """What stands in a link that stops something, derived from its identifier so that each mail about it has the same."""
    return base64.urlsafe_b64encode(hmac.digest(_derived("stop"), row.bytes, "sha256")).decode().rstrip("=")


def address_digits(change: UUID) -> str:
    """The six digits that confirm a new mail address, derived from the change's identifier and stored nowhere."""
    number = int.from_bytes(hmac.digest(_derived("address"), change.bytes, "sha256")[:8])
    return f"{number % 1_000_000:06}"


def backup_digest(owner: UUID, code: str) -> bytes:
    """What is kept of a backup code; without the key file it cannot even be guessed at."""
    return hmac.digest(_derived("backup"), owner.bytes + code.encode(), "sha256")


def subject_digest(issuer: str, subject: str) -> bytes:
    """What is kept of a provider's name for a person; without the key file nobody tells whose it is."""
    return hmac.digest(_derived("subject"), f"{issuer}\n{subject}".encode(), "sha256")


def there_digest(issuer: str, session: str) -> bytes:
    """What is kept of a provider's name for one login there."""
    return hmac.digest(_derived("there"), f"{issuer}\n{session}".encode(), "sha256")


def token_digest(token: str) -> bytes:
    """What is kept of a random token of a cookie."""
    return hashlib.sha256(token.encode()).digest()


def _derived(use: str) -> bytes:
    return hmac.digest(factor_key(), f"zegel/v1/factor/{use}".encode(), "sha256")
