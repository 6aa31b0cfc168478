"""Pure decisions about invitations: how long they work, and what is kept of their token."""

import hashlib
from datetime import timedelta

INVITED_LIFE = timedelta(days=14)


ASKED_LIFE = timedelta(days=2)


# So that pressing twice, or two colleagues, do not make two mails and one dead link.
RESEND_PAUSE = timedelta(minutes=10)


def life(reason: str) -> timedelta:
    """How long an invitation works: longer for who did not expect it."""
    return ASKED_LIFE if reason in {"asked", "guest"} else INVITED_LIFE


def token_digest(token: str) -> bytes:
    """What is kept of a token. It is 32 random bytes, so a plain hash will do."""
    return hashlib.sha256(b"zegel/v1/letter\n" + token.encode()).digest()
