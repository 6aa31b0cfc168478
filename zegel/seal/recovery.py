"""The recovery code: a second way to the user key, on paper (docs/formats.md, Recovery code).

It is drawn, never chosen, so it needs no stretching. The server only keeps the user key sealed to it.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass

from zegel.lib.typed import plain_code
from zegel.seal.errors import KeyFormatError
from zegel.seal.identities import hybrid_from_seed
from zegel.seal.primitives import Random, hkdf

SECRET_SIZE = 17
GROUP = 4

_CHECK_SIZE = 3
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {sign: value for value, sign in enumerate(_SIGNS)} | {"O": 0, "I": 1, "L": 1}
_LENGTH = (SECRET_SIZE + _CHECK_SIZE) * 8 // 5


@dataclass(frozen=True)
class RecoveryCode:
    """What was drawn (17 bytes), how a person sees it, and the identity it opens."""

    secret: bytes

    @property
    def text(self) -> str:
        """Give the eight groups of four that are printed and typed over."""
        data = int.from_bytes(self.secret + _check(self.secret))
        signs = "".join(_SIGNS[data >> 5 * place & 31] for place in reversed(range(_LENGTH)))
        return "-".join(signs[start : start + GROUP] for start in range(0, _LENGTH, GROUP))

    @property
    def identity(self) -> str:
        """Give the identity the user key is sealed to."""
        return hybrid_from_seed(hkdf(self.secret, salt=b"", info=b"zegel/v1/recovery"))


def make_recovery_code(random: Random = os.urandom) -> RecoveryCode:
    """Draw a code: 136 random bits."""
    return RecoveryCode(random(SECRET_SIZE))


def read_recovery_code(typed: str) -> RecoveryCode:
    """Read a code however it was typed over; refuses (KeyFormatError) one with a slip in it."""
    signs = plain_code(typed)
    if len(signs) != _LENGTH or not _VALUES.keys() >= set(signs):
        raise KeyFormatError("not a recovery code")
    data = 0
    for sign in signs:
        data = data << 5 | _VALUES[sign]
    whole = data.to_bytes(SECRET_SIZE + _CHECK_SIZE)
    secret, check = whole[:SECRET_SIZE], whole[SECRET_SIZE:]
    if not hmac.compare_digest(check, _check(secret)):
        raise KeyFormatError("recovery code: wrong checksum")
    return RecoveryCode(secret)


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"zegel/v1/recovery-check" + secret).digest()[:_CHECK_SIZE]
