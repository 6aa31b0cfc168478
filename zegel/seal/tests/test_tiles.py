"""Proofs from tiles are the proofs of RFC 9162, whatever the size and however the log grew."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zegel.seal import merkle, tiles
from zegel.seal.errors import ProofError

LEAVES = [hashlib.sha256(number.to_bytes(4)).digest() for number in range(70_000)]


def log_of(*steps):
    """A log grown in these steps, each from its edge alone."""
    stored, size = {}, 0
    for step in steps:
        edge = {place: stored[place] for place in tiles.edge_of(size)}
        stored |= tiles.grow(size, LEAVES[size : size + step], edge)
        size += step
    return stored, size


def proof(index, size, stored):
    return tiles.inclusion_proof(
        index, size, {place: stored[place] for place in tiles.places_for(index, size) if place in stored}
    )


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(1, 700), min_size=1, max_size=4), st.data())
def test_a_proof_is_the_one_over_all_leaves(steps, data):
    stored, size = log_of(*steps)
    index = data.draw(st.integers(0, size - 1))
    assert proof(index, size, stored) == merkle.inclusion_proof(index, LEAVES[:size])


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 65_800])
def test_at_the_edges_of_tiles_too(size):
    stored, _ = log_of(size)
    root = merkle.root(LEAVES[:size])
    for index in {0, 1, 254, 255, 256, size // 2, size - 2, size - 1}:
        if 0 <= index < size:
            merkle.verify_inclusion(LEAVES[index], index, size, proof(index, size, stored), root)


def test_a_log_that_went_on_still_proves_its_past():
    stored, size = log_of(300, 65_536, 3_000)
    for earlier in (1, 300, 65_700, size):
        root = merkle.root(LEAVES[:earlier])
        index = earlier * 2 // 3
        merkle.verify_inclusion(LEAVES[index], index, earlier, proof(index, earlier, stored), root)


def test_a_level_has_at_most_two_tiles_in_a_proof():
    assert len(tiles.places_for(123_456, 10_000_000)) <= 6


def test_what_does_not_fit_is_refused():
    stored, size = log_of(300)
    with pytest.raises(ProofError):
        tiles.grow(size, LEAVES[:1], {place: tile[:-32] for place, tile in stored.items()})
    for index in (-1, 300):
        with pytest.raises(ProofError):
            tiles.inclusion_proof(index, size, stored)
    with pytest.raises(ProofError):
        tiles.inclusion_proof(3, size, {})
    with pytest.raises(ProofError):
        tiles.inclusion_proof(3, size, stored | {(0, 0): stored[0, 0][:-32]})
