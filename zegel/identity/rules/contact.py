"""Pure decisions about a new mail address, and how long its owner can stop it. Plain values, no clock."""

from datetime import datetime, timedelta

# So long the owner can stop what somebody else, or a thief with their session, set going.
WAIT = timedelta(hours=24)


CODE_LIFE = timedelta(minutes=10)


CODES_A_DAY = 5


WRONG_TRIES = 5


DAY = timedelta(days=1)


def may_type(*, wrong: int, expires: datetime, at: datetime) -> bool:
    """Whether the digits of a code may still be tried."""
    return wrong < WRONG_TRIES and at < expires
