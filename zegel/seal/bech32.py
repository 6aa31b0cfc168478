"""Bech32 (BIP 173) without its length limit, as age uses it for recipients and identities."""

import base64

from zegel.seal.errors import KeyFormatError

CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
CHECKSUM_LENGTH = 6

# Bech32 and RFC 4648 base32 cut bytes into the same 5-bit groups and only differ in alphabet, so the
# standard library does the regrouping.
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TO_BECH32 = str.maketrans(_BASE32, CHARSET)
_TO_BASE32 = str.maketrans(CHARSET, _BASE32)
_VALUES = {character: value for value, character in enumerate(CHARSET)}


def _feedback_table() -> tuple[int, ...]:
    generators = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
    table = []
    for top in range(32):
        mask = 0
        for bit, generator in enumerate(generators):
            mask ^= generator if top >> bit & 1 else 0
        table.append(mask)
    return tuple(table)


_FEEDBACK = _feedback_table()


def _polymod(values: list[int]) -> int:
    checksum = 1
    for value in values:
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value ^ _FEEDBACK[checksum >> 25]
    return checksum


def _expand(prefix: str) -> list[int]:
    return [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]


def encode(prefix: str, data: bytes) -> str:
    """Encode `data` under a lower-case `prefix`; the result is lower case."""
    words = base64.b32encode(data).decode("ascii").rstrip("=").translate(_TO_BECH32)
    checksum = _polymod([*_expand(prefix), *map(_VALUES.__getitem__, words), *[0] * CHECKSUM_LENGTH]) ^ 1
    tail = "".join(CHARSET[checksum >> 5 * (5 - i) & 31] for i in range(CHECKSUM_LENGTH))
    return f"{prefix}1{words}{tail}"


def decode(text: str) -> tuple[str, bytes]:
    """Decode to the lower-case prefix and the bytes.

    Refuses (KeyFormatError) mixed case, a wrong checksum, foreign characters and non-zero padding bits:
    one key has exactly one spelling per case.
    """
    if text not in (text.lower(), text.upper()):
        raise KeyFormatError("bech32: mixed case")
    prefix, separator, rest = text.lower().rpartition("1")
    if not separator or not prefix or len(rest) < CHECKSUM_LENGTH:
        raise KeyFormatError("bech32: no separator or too short")
    if not all("!" <= c <= "~" for c in prefix) or not _VALUES.keys() >= set(rest):
        raise KeyFormatError("bech32: invalid character")
    if _polymod([*_expand(prefix), *map(_VALUES.__getitem__, rest)]) != 1:
        raise KeyFormatError("bech32: wrong checksum")
    return prefix, _regroup(rest[:-CHECKSUM_LENGTH])


def _regroup(words: str) -> bytes:
    leftover = len(words) * 5 % 8
    if leftover >= 5 or (leftover and _VALUES[words[-1]] & (1 << leftover) - 1):
        raise KeyFormatError("bech32: incomplete group or non-zero padding")
    return base64.b32decode(words.translate(_TO_BASE32) + "=" * (-len(words) % 8))
