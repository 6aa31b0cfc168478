"""Pure decisions about second factors."""

import hmac
import secrets
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from zegel.lib.typed import six_digits

STEP = 30


TOTP_SECRET = 20


# Half a minute early or late: clocks of phones differ, and people type slowly.
_STEPS = (0, -1, 1)


CODE_LIFE = timedelta(minutes=5)


CODE_PAUSE = timedelta(seconds=60)


CODES_AN_HOUR = 5


CODES_A_NUMBER_AN_HOUR = 30


BACKUP_CODES = 10


_BACKUP_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


_BACKUP_LENGTH = 10


def totp_step(secret: bytes, typed: str, at: datetime) -> int | None:
    """The time step whose code was typed, of this half minute or a neighbour; None for a wrong code."""
    app = TOTP(secret, 6, SHA1(), STEP, enforce_key_length=False)
    digits = six_digits(typed).encode()
    now = int(at.timestamp()) // STEP
    found = [
        now + offset for offset in _STEPS if hmac.compare_digest(app.generate((now + offset) * STEP), digits)
    ]
    return found[0] if found else None


def new_backup_codes() -> list[str]:
    """Ten codes of 50 random bits, in signs that cannot be taken for one another."""
    return [
        "".join(secrets.choice(_BACKUP_SIGNS) for _ in range(_BACKUP_LENGTH)) for _ in range(BACKUP_CODES)
    ]


def code_pause(last: datetime | None, at: datetime) -> int:
    """How many seconds until the next SMS code may be sent."""
    if last is None or last + CODE_PAUSE <= at:
        return 0
    return -(-int((last + CODE_PAUSE - at).total_seconds() * 1000) // 1000) or 1
