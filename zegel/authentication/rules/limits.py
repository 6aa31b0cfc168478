"""How often something may be done, and under which name it is counted. Plain values, no clock."""

import hashlib
from datetime import timedelta
from ipaddress import IPv4Address, ip_address, ip_network

HOUR = timedelta(hours=1)


# Who fills in an address that is not theirs can bother its owner this often, whoever they are.
LETTERS_AN_ADDRESS = 3


# Who asks for many addresses is stopped; a whole office behind one network address is not.
ASKED_FROM_ONE_PLACE = 30


WRONG_TOKENS = 30


def limit_key(purpose: str, value: str) -> str:
    """Under which name something is counted; who asked what from where is not kept in the clear."""
    return hashlib.sha256(f"{purpose}\n{value.lower()}".encode()).hexdigest()


def network_place(address: str) -> str:
    """What one visitor has: an IPv4 address, or of IPv6 a whole /64, out of which addresses cost nothing."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
