"""The agent's key: an account of its own, in a file that only the agent can read."""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zegel.lib.secret_files import read_or_make
from zegel.seal.fingerprint import fingerprint
from zegel.seal.identities import identity_recipient
from zegel.seal.keys import make_user_key, password_halves, seal_user_key

OTHERS = 0o077


class KeyFileError(Exception):
    """The key file is missing, readable for others, or not one of ours; the message is the whole explanation."""


@dataclass(frozen=True, slots=True)
class AgentKey:
    """Where the agent logs in, as whom, and with what."""

    origin: str
    email: str
    password: str


def make_key(path: Path, *, origin: str, email: str, name: str) -> dict[str, Any]:
    """Make an account: its secrets go to the file, what the server may know is returned (for the page of the court's
    administrator, or a `users` entry of `zegel manage import_accounts`).

    Raises:
        KeyFileError: the file is there already.
    """
    if path.exists():
        raise KeyFileError(f"{path} exists already; an agent has one key")
    password, salt = secrets.token_urlsafe(32), os.urandom(16)
    halves, key = password_halves(password, salt), make_user_key()
    held = {"v": 1, "origin": origin, "email": email, "password": password}
    read_or_make(path, lambda: json.dumps(held).encode())
    return {
        "ref": "agent",
        "kind": "service",
        "email": email,
        "name": name,
        "language": "nl",
        "login": _text(halves.login),
        "salt": _text(salt),
        "recipient": key.recipient,
        "signingKey": _text(key.signing_public),
        "sealedKey": _text(seal_user_key(key, identity_recipient(halves.unlock_identity))),
    }


def agent_fingerprint(email: str, recipient: str, signing: str) -> str:
    """The number by which an administrator tells this agent's keys from another's (docs/formats.md, Fingerprint)."""
    return fingerprint(box=email, recipient=recipient, signing=signing)


def read_key(path: Path) -> AgentKey:
    """The agent's key.

    Raises:
        KeyFileError.
    """
    try:
        if path.stat().st_mode & OTHERS:
            raise KeyFileError(
                f"{path} can be read by others; make it 0600, and make a new key if others did"
            )
        held = json.loads(path.read_bytes())
        if held.pop("v") != 1:
            raise KeyFileError(f"{path} is of another version")
        return AgentKey(**held)
    except OSError as error:
        raise KeyFileError(f"{path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeyFileError(f"{path} is not a key of an agent") from error


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
