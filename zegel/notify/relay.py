"""Secrets on their way from a request to the worker that sends them: a guest's link secret, an SMS code.

Such a secret must be stored for a while, but a copy of the database (stolen, or a backup read years later) must not
open anything. So it is sealed with AES-256-GCM under a key that lies in a file and lives one day:

1. `<secrets>/relay/<day>.key` holds 32 random bytes, readable by the service only. Whoever needs the day's key first
   makes it; processes that race agree on one, because a finished file is linked into place and linking to an
   existing name fails.
2. The ciphertext is `version (1) ‖ day (8) ‖ nonce (12) ‖ AES-GCM`; its associated data is the id of the row, so it
   cannot be moved to another recipient's row and mailed there.
3. The row drops its ciphertext in the transaction that records how the message ended.
4. `forget_keys` deletes the keys of past days that no row needs any more. From then on neither an old database copy
   nor an old key file is enough.

Web and worker processes on different machines need the same `secrets` folder; backups must leave `relay/` out.
"""

import contextlib
import os
import secrets
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
DAY = slice(1, 9)
_NONCE = slice(9, 21)
_LABEL = b"zegel/v1/relay"
# A transaction that began before midnight may commit a row under yesterday's key a little later.
_GRACE = timedelta(hours=1)


class RelayError(Exception):
    """The secret cannot be opened: its key is gone, or it was not sealed for this row."""


def seal(secret: str, *, row: UUID, at: datetime, folder: Path) -> bytes:
    """Seal a secret for one row under the key of the day, made when it is missing."""
    day = at.astimezone(UTC).strftime("%Y%m%d")
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(_key(folder, day)).encrypt(nonce, secret.encode(), _LABEL + row.bytes)
    return VERSION + day.encode() + nonce + sealed


def open_sealed(sealed: bytes, *, row: UUID, folder: Path) -> str:
    """Open what `seal` made for this row."""
    day = sealed[DAY].decode("ascii", "replace")
    if sealed[:1] != VERSION or not day.isdigit():
        raise RelayError("unknown form")
    try:
        key = (folder / f"{day}.key").read_bytes()
        return AESGCM(key).decrypt(sealed[_NONCE], sealed[_NONCE.stop :], _LABEL + row.bytes).decode()
    except FileNotFoundError:
        raise RelayError("the key is gone") from None
    except InvalidTag:
        raise RelayError("not sealed for this row") from None


def old_days(*, at: datetime, folder: Path) -> set[str]:
    """The days whose keys may be forgotten as soon as no row needs them."""
    today = (at.astimezone(UTC) - _GRACE).strftime("%Y%m%d")
    return {path.stem for path in folder.glob("*.key") if path.stem < today}


def forget_keys(days: Collection[str], *, folder: Path) -> None:
    """Delete the keys of these days."""
    for day in days:
        (folder / f"{day}.key").unlink(missing_ok=True)


def _key(folder: Path, day: str) -> bytes:
    path = folder / f"{day}.key"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return _make_key(path)


def _make_key(path: Path) -> bytes:
    """Make a key file in one step that only one process can win; all return the winner's key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.stem}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
            file.flush()
            # Without this a power cut could keep the row and lose the key.
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        _sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)
    return path.read_bytes()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
