"""The digits that prove a professional number."""

import hmac
from uuid import UUID

from zegel.identity.keys import derived_key


def profession_digits(claim: UUID) -> str:
    """The six digits that prove a professional number, derived from the claim's identifier and stored nowhere."""
    number = int.from_bytes(hmac.digest(derived_key("profession"), claim.bytes, "sha256")[:8])
    return f"{number % 1_000_000:06}"
