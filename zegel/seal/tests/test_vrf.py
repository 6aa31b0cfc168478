"""Labels: the example of RFC 9381 (B.3), and that nobody can choose one."""

import json
from pathlib import Path

import pytest

from zegel.seal.errors import ProofError
from zegel.seal.vrf import label, prove, public_key, verify

VECTORS = json.loads((Path(__file__).parents[3] / "vectors" / "seal" / "vrf-v1.json").read_text())


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_a_label_and_its_proof_are_those_of_the_vectors(case):
    seed, message = bytes.fromhex(case["seed"]), bytes.fromhex(case["message"])
    assert public_key(seed).hex() == case["key"]
    proof = prove(seed, message)
    assert (proof.hex(), label(proof).hex()) == (case["proof"], case["label"])
    assert verify(bytes.fromhex(case["key"]), message, proof).hex() == case["label"]


@pytest.mark.parametrize("case", VECTORS["refused"], ids=lambda case: case["name"])
def test_what_does_not_hold_is_refused(case):
    with pytest.raises(ProofError):
        verify(*(bytes.fromhex(case[part]) for part in ("key", "message", "proof")))
