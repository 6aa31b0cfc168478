"""A secret in n shares of which any k give it back, and fewer tell nothing (docs/formats.md, Escrow).

Shamir's scheme, byte by byte, over GF(2^8) with the polynomial of AES. Products are made without tables and without
branches on what is secret. Servers store shares sealed and never join them.
"""

import os
from collections.abc import Mapping

from zegel.seal.errors import KeyFormatError
from zegel.seal.primitives import Random

MOST = 255


def split(secret: bytes, *, needed: int, shares: int, random: Random = os.urandom) -> dict[int, bytes]:
    """Give shares 1 to n; any `needed` of them are the secret."""
    if not secret or not 2 <= needed <= shares <= MOST:
        raise KeyFormatError("a secret takes at least two shares, and at most 255")
    # Of every byte a polynomial: the secret's byte, then random factors.
    factors = [secret, *(random(len(secret)) for _ in range(needed - 1))]
    return {number: _at(factors, number) for number in range(1, shares + 1)}


def join(shares: Mapping[int, bytes]) -> bytes:
    """Give the secret of k shares by their numbers. Too few or false ones give other bytes, not an error."""
    sizes = {len(share) for share in shares.values()}
    if (
        len(shares) < 2
        or len(sizes) != 1
        or sizes == {0}
        or not all(1 <= number <= MOST for number in shares)
    ):
        raise KeyFormatError("these are no shares of one secret")
    secret = bytes(sizes.pop())
    for number, share in shares.items():
        weight = 1
        for other in shares:
            if other != number:
                weight = _times(weight, _times(other, _inverse(other ^ number)))
        secret = bytes(byte ^ _times(weight, two) for byte, two in zip(secret, share, strict=True))
    return secret


def _at(factors: list[bytes], number: int) -> bytes:
    value = bytes(len(factors[0]))
    for factor in reversed(factors):
        value = bytes(_times(byte, number) ^ two for byte, two in zip(value, factor, strict=True))
    return value


def _times(number: int, two: int) -> int:
    product = 0
    for place in range(8):
        product ^= number & -(two >> place & 1)
        number = number << 1 ^ 0x11B & -(number >> 7)
    return product


def _inverse(value: int) -> int:
    """The power 254, which for anything but 0 is one divided by it."""
    power = 1
    for _ in range(7):
        value = _times(value, value)
        power = _times(power, value)
    return power
