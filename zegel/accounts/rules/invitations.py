"""Pure decisions about letters with a token: invitations and resets."""

import hashlib
from datetime import timedelta

INVITED_LIFE = timedelta(days=14)
ASKED_LIFE = timedelta(days=2)
RESET_LIFE = timedelta(minutes=30)
# So that pressing twice, or two colleagues, do not make two mails and one dead link.
RESEND_PAUSE = timedelta(minutes=10)

HOUR = timedelta(hours=1)
# Who fills in an address that is not theirs can bother its owner this often, whoever they are.
LETTERS_AN_ADDRESS = 3
# Who asks for many addresses is stopped; a whole office behind one network address is not.
ASKED_FROM_ONE_PLACE = 30
WRONG_TOKENS = 30


def life(reason: str) -> timedelta:
    """How long an invitation works: longer for who did not expect it."""
    return ASKED_LIFE if reason in {"asked", "guest"} else INVITED_LIFE


def token_digest(token: str) -> bytes:
    """What is kept of a token. It is 32 random bytes, so a plain hash will do."""
    return hashlib.sha256(b"zegel/v1/letter\n" + token.encode()).digest()


def limit_key(purpose: str, value: str) -> str:
    """Under which name something is counted; who asked what from where is not kept in the clear."""
    return hashlib.sha256(f"{purpose}\n{value.lower()}".encode()).hexdigest()
