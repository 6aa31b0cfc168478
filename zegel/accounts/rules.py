"""Pure decisions about logging in."""

import hashlib
import hmac
from datetime import timedelta

WINDOW = timedelta(minutes=15)
# Ten for one account from one address stops guessing; two hundred from one address leaves a whole office room.
TRIES_PAIR = 10
TRIES_ADDRESS = 200


def attempt_keys(email: str, address: str) -> tuple[str, str]:
    """Under which names a wrong try is counted: account with network address, and network address alone."""
    pair = hashlib.sha256(f"{email.lower()}\n{address}".encode()).hexdigest()
    return pair, hashlib.sha256(address.encode()).hexdigest()


def decoy_salt(secret: str, email: str) -> bytes:
    """A salt (16 bytes) for an address without account: always the same, so asking tells nothing."""
    return hmac.digest(secret.encode(), b"decoy-salt\n" + email.lower().encode(), "sha256")[:16]
