"""Pure decisions about logging in."""

import hashlib
import hmac
from datetime import timedelta
from ipaddress import IPv4Address, ip_address, ip_network

WINDOW = timedelta(minutes=15)
# Ten for one account from one address stops guessing; two hundred from one address leaves a whole office room.
TRIES_PAIR = 10
TRIES_ADDRESS = 200


def attempt_keys(email: str, address: str) -> tuple[str, str]:
    """Under which names a wrong try is counted: account with network address, and network address alone."""
    place = _place(address)
    pair = hashlib.sha256(f"{email.lower()}\n{place}".encode()).hexdigest()
    return pair, hashlib.sha256(place.encode()).hexdigest()


def _place(address: str) -> str:
    """What one visitor has: an IPv4 address, or of IPv6 a whole /64, out of which addresses cost nothing."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))


def decoy_salt(secret: str, email: str) -> bytes:
    """A salt (16 bytes) for an address without account: always the same, so asking tells nothing."""
    return hmac.digest(secret.encode(), b"decoy-salt\n" + email.lower().encode(), "sha256")[:16]
