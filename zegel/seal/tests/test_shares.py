"""Shares of a secret: any k are enough, k − 1 say nothing, and both cores make the same ones."""

import base64
import itertools
import json
from pathlib import Path

import pytest

from zegel.seal.errors import KeyFormatError
from zegel.seal.shares import join, split

VECTORS = json.loads((Path(__file__).parents[3] / "vectors" / "seal" / "shares-v1.json").read_text())


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: f"{case['needed']} of {len(case['shares'])}")
def test_vectors(case):
    drawn = iter(base64.b64decode(text) for text in case["random"])
    secret = base64.b64decode(case["secret"])
    shares = split(secret, needed=case["needed"], shares=len(case["shares"]), random=lambda _: next(drawn))
    assert [base64.b64encode(shares[number]).decode() for number in sorted(shares)] == case["shares"]
    for some in itertools.combinations(shares.items(), case["needed"]):
        assert join(dict(some)) == secret


def test_one_share_too_few_fits_every_secret():
    """With k − 1 shares each of the 256 values of a byte is as likely: for each there is a k-th share."""
    shares = split(b"\x2a", needed=3, shares=3)
    known = {1: shares[1], 2: shares[2]}
    assert len({join({**known, 3: bytes([other])}) for other in range(256)}) == 256


def test_a_product_known_from_aes():
    """FIPS 197, 4.2: {57} · {83} = {c1}. A line through 0 with slope {57} stands at {57} · {83} at 83 hex."""
    shares = split(b"\x00", needed=2, shares=0x83, random=lambda _: b"\x57")
    assert shares[0x83] == b"\xc1"


@pytest.mark.parametrize(("needed", "shares"), [(1, 3), (4, 3), (2, 256), (0, 0)])
def test_what_cannot_be_is_refused(needed, shares):
    with pytest.raises(KeyFormatError):
        split(b"secret", needed=needed, shares=shares)


@pytest.mark.parametrize("shares", [{}, {1: b"a"}, {1: b"a", 2: b"bc"}, {0: b"a", 1: b"b"}, {1: b"", 2: b""}])
def test_what_is_no_share_is_refused(shares):
    with pytest.raises(KeyFormatError):
        join(shares)
