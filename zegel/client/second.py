"""The second step of logging in, for programs of people: an authenticator app in memory, or a phone they can read."""

import base64
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from zegel.lib.moments import now

STEP = 30


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone whose messages the program can read: `newest` waits for the digits of a message sent since a moment."""

    newest: Callable[[float], str]


class App:
    """An authenticator app with one secret (base32, as the page shows it)."""

    def __init__(self, secret: str) -> None:
        key = base64.b32decode(secret.replace(" ", "").upper())
        self._totp = TOTP(key, 6, SHA1(), STEP, enforce_key_length=False)

    def code(self, moment: float | None = None) -> str:
        """The six digits of a moment, now by default."""
        return self._totp.generate(int(now().timestamp() if moment is None else moment)).decode()

    def codes(self) -> Iterator[str]:
        """One code after another: a server takes each once, so who logs in twice in a minute needs the next."""
        began = now().timestamp()
        yield self.code(began)
        yield self.code(began + STEP)
        time.sleep(STEP - began % STEP)
        yield self.code(began + 2 * STEP)
