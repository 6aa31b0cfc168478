"""Pure decisions about logging in."""

import hashlib
import hmac
from datetime import timedelta
from uuid import UUID

from zegel.authentication.rules.limits import network_place

WINDOW = timedelta(minutes=15)


# Ten for one account from one address stops guessing; two hundred from one address leaves a whole office room.
TRIES_PAIR = 10


TRIES_ADDRESS = 200


# Over all addresses together: so many wrong tries a day are nobody's business, then each makes the next wait longer.
# A browser the owner used before does not wait, so it is the attacker who does.
TRIES_ACCOUNT = 50


TRIES_SECOND = 10


DAY = timedelta(days=1)


_FIRST_PAUSE = timedelta(seconds=30)


_LONGEST_PAUSE = timedelta(hours=4)


def attempt_keys(email: str, address: str) -> tuple[str, str]:
    """Under which names a wrong try is counted: account with network address, and network address alone."""
    place = network_place(address)
    pair = hashlib.sha256(f"{email.lower()}\n{place}".encode()).hexdigest()
    return pair, hashlib.sha256(place.encode()).hexdigest()


def account_key(email: str) -> str:
    """Under which name wrong passwords of an account are counted, wherever they come from."""
    return hashlib.sha256(f"account\n{email.lower()}".encode()).hexdigest()


def second_keys(user: UUID, address: str) -> tuple[str, str]:
    """Under which names wrong second factors are counted: from one network address, and from anywhere."""
    alone = hashlib.sha256(f"second\n{user}".encode()).hexdigest()
    return hashlib.sha256(f"second\n{user}\n{network_place(address)}".encode()).hexdigest(), alone


def pause_after(wrong: int, *, most: int) -> timedelta:
    """How long after the last of so many wrong tries in a day the next one may be made."""
    if wrong < most:
        return timedelta(0)
    return min(_FIRST_PAUSE * (1 << min((wrong - most) // 2, 20)), _LONGEST_PAUSE)


def unknown_account(secret: str, email: str) -> UUID:
    """Whom a wrong try at an address without account is written down for, so that both take the same steps."""
    return UUID(bytes=hmac.digest(secret.encode(), b"no-account\n" + email.lower().encode(), "sha256")[:16])


def decoy_salt(secret: str, email: str) -> bytes:
    """A salt (16 bytes) for an address without account: always the same, so asking tells nothing."""
    return hmac.digest(secret.encode(), b"decoy-salt\n" + email.lower().encode(), "sha256")[:16]
