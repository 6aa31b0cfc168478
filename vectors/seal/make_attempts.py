# ruff: noqa: INP001 - a script, not a package
"""Makes vectors/seal/attempts-v1.json: lists of failed tries as both cores write and sign them.

.venv/bin/python vectors/seal/make_attempts.py
"""

import base64
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

from zegel.seal import attempts, keys

FILE = Path(__file__).parent / "attempts-v1.json"
SEED = hashlib.sha256(b"zegel vector attempts").digest()
MESSAGE = "7d1f4a52-9c3b-4e8a-8f21-0a5b6c7d8e9f"
TRIED: tuple[tuple[str, attempts.What, int, str], ...] = (
    ("2026-11-22T22:51:03Z", "file", 0, "a" * 64),
    ("2026-11-22T22:51:09Z", "file", 503, "a" * 64),
    ("2026-11-22T22:58:00Z", "message", 502, "b" * 64),
)


def vector(count: int) -> dict[str, object]:
    """Give one list of so many tries, written and signed."""
    tried = [
        attempts.Attempt(
            datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC), what, status, sealed
        )
        for at, what, status, sealed in TRIED[:count]
    ]
    document = attempts.write(attempts.AttemptList(MESSAGE, "c" * 64, tuple(tried)))
    return {
        "message": MESSAGE,
        "envelope": "c" * 64,
        "attempts": [
            {"at": at, "what": what, "status": status, "sealed": sealed}
            for at, what, status, sealed in TRIED[:count]
        ],
        "signingSeed": base64.b64encode(SEED).decode(),
        "signingPublic": base64.b64encode(keys.signing_public(SEED)).decode(),
        "document": document.decode(),
        "signature": base64.b64encode(attempts.sign(SEED, document)).decode(),
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps([vector(1), vector(3)], indent=1) + "\n")
