"""Labels nobody can guess and nobody can choose: ECVRF-EDWARDS25519-SHA512-TAI (RFC 9381).

The holder of the key gives for each input one label and a proof that it is that one; without the key a label says nothing of
its input. Plain integers: some milliseconds each, and for public inputs only, since the time tells of them.
"""

import hashlib
from typing import Final

from zegel.seal.errors import ProofError

PROOF_SIZE: Final = 80
_SUITE: Final = b"\x03"
_P: Final = 2**255 - 19
_ORDER: Final = 2**252 + 27742317777372353535851937790883648493
_D: Final = -121665 * pow(121666, -1, _P) % _P
_ROOT: Final = pow(2, (_P - 1) // 4, _P)
_COFACTOR: Final = 8

type _Point = tuple[int, int, int, int]
"""Extended coordinates (X, Y, Z, T) of RFC 8032, 5.1.4."""

_ZERO: Final[_Point] = (0, 1, 1, 0)


def public_key(seed: bytes) -> bytes:
    """The public key of a 32-byte seed, as Ed25519 makes it."""
    return _encoded(_times(_scalar(seed)[0], _BASE))


def prove(seed: bytes, message: bytes) -> bytes:
    """The proof (80 bytes) of the one label that this seed gives a message (5.1)."""
    secret, rest = _scalar(seed)
    public = public_key(seed)
    point = _hashed_to_point(public, message)
    encoded = _encoded(point)
    gamma = _times(secret, point)
    nonce = int.from_bytes(hashlib.sha512(rest + encoded).digest(), "little") % _ORDER
    challenge = _challenge(
        public, encoded, _encoded(gamma), _encoded(_times(nonce, _BASE)), _encoded(_times(nonce, point))
    )
    answer = (nonce + challenge * secret) % _ORDER
    return _encoded(gamma) + challenge.to_bytes(16, "little") + answer.to_bytes(32, "little")


def label(proof: bytes) -> bytes:
    """The label (32 bytes) that a proof is of (5.2); whether it holds says `verify`.

    Raises:
        ProofError: malformed.
    """
    gamma, _, _ = _parts(proof)
    return hashlib.sha512(_SUITE + b"\x03" + _encoded(_times(_COFACTOR, gamma)) + b"\x00").digest()[:32]


def verify(public: bytes, message: bytes, proof: bytes) -> bytes:
    """Give the label of a message under a public key (5.3).

    Raises:
        ProofError: the key is none, or the proof does not hold.
    """
    key = _decoded(public)
    if key is None or _equal(_times(_COFACTOR, key), _ZERO):
        raise ProofError("not a key of labels")
    gamma, challenge, answer = _parts(proof)
    point = _hashed_to_point(public, message)
    left = _plus(_times(answer, _BASE), _negated(_times(challenge, key)))
    right = _plus(_times(answer, point), _negated(_times(challenge, gamma)))
    again = _challenge(public, _encoded(point), proof[:32], _encoded(left), _encoded(right))
    if again != challenge:
        raise ProofError("the label is not that of this input")
    return label(proof)


def _parts(proof: bytes) -> tuple[_Point, int, int]:
    gamma = _decoded(proof[:32]) if len(proof) == PROOF_SIZE else None
    answer = int.from_bytes(proof[48:], "little")
    if gamma is None or answer >= _ORDER:
        raise ProofError("not a proof of a label")
    return gamma, int.from_bytes(proof[32:48], "little"), answer


def _scalar(seed: bytes) -> tuple[int, bytes]:
    digest = hashlib.sha512(seed).digest()
    return int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254, digest[32:]


def _hashed_to_point(public: bytes, message: bytes) -> _Point:
    """Try and increment (5.4.1.1)."""
    for count in range(256):
        text = _SUITE + b"\x01" + public + message + bytes([count]) + b"\x00"
        point = _decoded(hashlib.sha512(text).digest()[:32])
        if point is not None and not _equal(found := _times(_COFACTOR, point), _ZERO):
            return found
    raise ProofError("no point for this input")


def _challenge(*points: bytes) -> int:
    text = _SUITE + b"\x02" + b"".join(points) + b"\x00"
    return int.from_bytes(hashlib.sha512(text).digest()[:16], "little")


def _plus(left: _Point, right: _Point) -> _Point:
    a = (left[1] - left[0]) * (right[1] - right[0]) % _P
    b = (left[1] + left[0]) * (right[1] + right[0]) % _P
    c = 2 * left[3] * right[3] * _D % _P
    d = 2 * left[2] * right[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(count: int, point: _Point) -> _Point:
    total = _ZERO
    while count:
        if count & 1:
            total = _plus(total, point)
        point, count = _plus(point, point), count >> 1
    return total


def _negated(point: _Point) -> _Point:
    return -point[0] % _P, point[1], point[2], -point[3] % _P


def _equal(left: _Point, right: _Point) -> bool:
    return (
        (left[0] * right[2] - right[0] * left[2]) % _P == 0 == (left[1] * right[2] - right[1] * left[2]) % _P
    )


def _encoded(point: _Point) -> bytes:
    inverse = pow(point[2], -1, _P)
    x, y = point[0] * inverse % _P, point[1] * inverse % _P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _decoded(data: bytes) -> _Point | None:
    """A point of RFC 8032, 5.1.3; None for bytes that are none."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if len(data) != 32 or y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    x = _P - x if x & 1 != sign else x
    return x, y, 1, x * y % _P


_base = _decoded((4 * pow(5, -1, _P) % _P).to_bytes(32, "little"))
if _base is None:
    raise AssertionError("the base point is on the curve")
_BASE: Final[_Point] = _base
