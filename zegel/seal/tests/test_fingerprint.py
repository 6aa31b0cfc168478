"""Fingerprints: both cores read the same number aloud, and any other key has another."""

import json
from pathlib import Path

import pytest

from zegel.seal.fingerprint import fingerprint

VECTORS = json.loads((Path(__file__).parents[3] / "vectors" / "seal" / "fingerprint-v1.json").read_text())


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["fingerprint"][:11])
def test_vectors(case):
    keys = {name: case[name] for name in ("box", "recipient", "signing")}
    assert fingerprint(**keys) == case["fingerprint"]
    for name in keys:
        assert fingerprint(**{**keys, name: "another"}) != case["fingerprint"]
