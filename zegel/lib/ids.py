"""Identifiers that sort roughly by birth, so that index pages fill in order (RFC 9562 section 5.7)."""

import secrets
from uuid import UUID

from zegel.lib.moments import now


def uuid7() -> UUID:
    """A version 7 UUID: 48 bits of milliseconds, 74 random bits. The clock serves the index only, never a decision."""
    milliseconds = int(now().timestamp() * 1000)
    value = (milliseconds & (2**48 - 1)) << 80 | secrets.randbits(80)
    return UUID(int=value & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62)
