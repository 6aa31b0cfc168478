"""The key that signs the log. It proves what happened; it opens nothing."""

import secrets
from functools import cache

from django.conf import settings

from zegel.lib.secret_files import read_or_make


@cache
def log_seed() -> bytes:
    """The Ed25519 seed (32 bytes) in the secrets folder, made at first use."""
    return read_or_make(settings.ENVIRONMENT.secrets / "log.key", lambda: secrets.token_bytes(32))
