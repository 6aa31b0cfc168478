"""Merkle trees against the vectors of Certificate Transparency (RFC 6962 reference, eight leaves)."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.seal import merkle
from zegel.seal.errors import ProofError

# certificate-transparency: merkletree/merkle_tree_test.cc, test inputs and roots of sizes 1 to 8.
INPUTS = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
LEAVES = [merkle.leaf_hash(data) for data in INPUTS]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def hexes(hashes):
    return [value.hex() for value in hashes]


def many(count):
    return [merkle.leaf_hash(bytes([number])) for number in range(count)]


def test_an_empty_log_has_the_hash_of_nothing_as_its_root():
    assert merkle.root([]) == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_the_published_ones(size):
    assert merkle.root(LEAVES[:size]).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_are_the_published_ones(index, size):
    assert hexes(merkle.inclusion_proof(index, LEAVES[:size])) == INCLUSION[index, size]


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_consistency_proofs_are_the_published_ones(old, new):
    assert hexes(merkle.consistency_proof(old, LEAVES[:new])) == CONSISTENCY[old, new]


@given(st.integers(1, 70), st.data())
def test_every_leaf_proves_its_inclusion_and_no_other_place(size, data):
    index = data.draw(st.integers(0, size - 1))
    leaves = many(size)
    proof, root = merkle.inclusion_proof(index, leaves), merkle.root(leaves)
    merkle.verify_inclusion(leaves[index], index, size, proof, root)
    other = data.draw(st.integers(0, size))
    if other != index:
        with pytest.raises(ProofError):
            merkle.verify_inclusion(leaves[index], other, size, proof, root)


@given(st.integers(1, 70), st.data())
def test_every_earlier_tree_proves_consistent_and_an_altered_one_does_not(size, data):
    old = data.draw(st.integers(1, size))
    leaves = many(size)
    proof, root = merkle.consistency_proof(old, leaves), merkle.root(leaves)
    merkle.verify_consistency(old, merkle.root(leaves[:old]), size, root, proof)
    altered = [merkle.leaf_hash(b"altered"), *leaves[1:old]]
    with pytest.raises(ProofError):
        merkle.verify_consistency(old, merkle.root(altered), size, root, proof)


@given(st.integers(2, 70), st.data())
def test_a_proof_with_one_hash_more_fewer_or_changed_proves_nothing(size, data):
    leaves = many(size)
    index = data.draw(st.integers(0, size - 1))
    proof, root = merkle.inclusion_proof(index, leaves), merkle.root(leaves)
    changed = [*proof[:-1], merkle.leaf_hash(b"changed")]
    for wrong in ([*proof, leaves[0]], proof[:-1], changed):
        with pytest.raises(ProofError):
            merkle.verify_inclusion(leaves[index], index, size, wrong, root)


@given(st.integers(2, 70), st.data())
def test_a_consistency_proof_with_one_hash_more_or_fewer_proves_nothing(size, data):
    leaves = many(size)
    old = data.draw(st.integers(1, size - 1))
    proof = merkle.consistency_proof(old, leaves)
    for wrong in ([*proof, leaves[0]], proof[:-1]):
        with pytest.raises(ProofError):
            merkle.verify_consistency(old, merkle.root(leaves[:old]), size, merkle.root(leaves), wrong)


def test_a_frontier_stored_and_loaded_after_every_append_has_the_same_roots():
    frontier, leaves = merkle.Frontier(), many(100)
    for count, leaf in enumerate(leaves, 1):
        frontier = merkle.Frontier(frontier.size, frontier.peaks)
        frontier.append(leaf)
        # From RFC 9162's recursive definition, not from the frontier itself.
        assert frontier.root() == recursive_root(leaves[:count])
        assert len(frontier.peaks) == count.bit_count()


def recursive_root(leaves):
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return merkle.node_hash(recursive_root(leaves[:middle]), recursive_root(leaves[middle:]))


def test_a_frontier_that_lost_a_peak_is_refused():
    with pytest.raises(ProofError):
        merkle.Frontier(3, many(1))


@pytest.mark.parametrize("size", [0, 4])
def test_there_is_no_consistency_with_a_tree_that_never_was(size):
    with pytest.raises(ProofError):
        merkle.consistency_proof(size, LEAVES[:3])
