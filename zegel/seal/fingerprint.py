"""The number by which two people compare keys, by telephone or by QR code (docs/formats.md, Fingerprint)."""

import hashlib

import rfc8785

LABEL = b"zegel/v1/fingerprint\n"
GROUPS = 8


def fingerprint(*, box: str, recipient: str, signing: str | None) -> str:
    """Give the fingerprint of a box: eight groups of five digits.

    `box` is its identifier, `recipient` its newest key, `signing` the owner's signing key (b64); a team's box has none.
    """
    said = rfc8785.dumps({"box": box, "recipient": recipient, "signing": signing})
    digest = hashlib.sha512(LABEL + said).digest()
    groups = (int.from_bytes(digest[at : at + 5]) % 100_000 for at in range(0, 5 * GROUPS, 5))
    return " ".join(f"{group:05}" for group in groups)
