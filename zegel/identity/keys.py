"""The key that codes and stop links are derived from, outside the database."""

import base64
import hmac
import secrets
from functools import cache
from uuid import UUID

from django.conf import settings

from zegel.lib.secret_files import read_or_make


@cache
def factor_key() -> bytes:
    """32 bytes in the secrets folder, made at first use."""
    return read_or_make(settings.ENVIRONMENT.secrets / "factors.key", lambda: secrets.token_bytes(32))


def stop_token(row: UUID) -> str:
    """What stands in a link that stops something, derived from its identifier so that each mail about it has the same."""
    return (
        base64.urlsafe_b64encode(hmac.digest(derived_key("stop"), row.bytes, "sha256")).decode().rstrip("=")
    )


def address_digits(change: UUID) -> str:
    """The six digits that confirm a new mail address, derived from the change's identifier and stored nowhere."""
    number = int.from_bytes(hmac.digest(derived_key("address"), change.bytes, "sha256")[:8])
    return f"{number % 1_000_000:06}"


def derived_key(use: str) -> bytes:
    """32 bytes for one use, derived from the key file."""
    return hmac.digest(factor_key(), f"zegel/v1/factor/{use}".encode(), "sha256")
