"""The key that signs the log, in a file outside the database. It proves what happened; it opens nothing."""

import secrets

from django.conf import settings

from zegel.lib.secret_files import read_or_make


def log_seed() -> bytes:
    """The Ed25519 seed (32 bytes) in the secrets folder, made at first use; read each time, so that a new one counts at once."""
    return read_or_make(settings.ENVIRONMENT.secrets / "log.key", lambda: secrets.token_bytes(32))


def next_seed() -> bytes:
    """The seed that will follow, kept beside the present one until it has been announced."""
    return read_or_make(settings.ENVIRONMENT.secrets / "log.key.next", lambda: secrets.token_bytes(32))


def adopt_next() -> None:
    """Let the next seed take the place of the present one, which is gone then."""
    folder = settings.ENVIRONMENT.secrets
    (folder / "log.key.next").replace(folder / "log.key")
