"""The key SMS codes are derived with, outside the database."""

import secrets
from functools import cache

from django.conf import settings

from zegel.lib.secret_files import read_or_make


@cache
def code_key() -> bytes:
    """32 bytes in the secrets folder, made at first use."""
    return read_or_make(settings.ENVIRONMENT.secrets / "codes.key", lambda: secrets.token_bytes(32))
