import base64

import pytest

from zegel.seal import checkpoint, keys, merkle
from zegel.seal.errors import CheckpointError

SEED = bytes(range(32))
PUBLIC = keys.signing_public(SEED)
NAME = "zegel.example/log"
ROOT = merkle.root([merkle.leaf_hash(b"one")])
BODY = checkpoint.checkpoint_body(NAME, 1, ROOT)
NOTE = checkpoint.sign(BODY, NAME, SEED)


def test_a_checkpoint_says_origin_size_and_root():
    assert checkpoint.verify(NOTE, NAME, PUBLIC) == checkpoint.Checkpoint(NAME, 1, ROOT)


def test_the_published_example_of_a_signed_note_comes_out_byte_for_byte():
    # golang.org/x/mod/sumdb/note, the package documentation's key, text and signature.
    seed = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
    )
    signature = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    assert checkpoint.sign(text, "PeterNeumann", seed) == f"{text}\n\u2014 PeterNeumann {signature}\n"
    assert checkpoint.key_id("PeterNeumann", keys.signing_public(seed)).hex() == "c74f20a3"


@pytest.mark.parametrize("change", [("\n1\n", "\n2\n"), (NAME + "\n1", "other/log\n1"), ("\u2014 ", "- ")])
def test_a_changed_checkpoint_is_refused(change):
    before, after = change
    assert before in NOTE
    with pytest.raises(CheckpointError):
        checkpoint.verify(NOTE.replace(before, after, 1), NAME, PUBLIC)


def test_another_key_did_not_sign_it():
    with pytest.raises(CheckpointError, match="not signed by"):
        checkpoint.verify(NOTE, NAME, keys.signing_public(bytes(32)))


def test_a_signature_under_another_name_does_not_count():
    with pytest.raises(CheckpointError, match="not signed by"):
        checkpoint.verify(NOTE, "another.example/log", PUBLIC)


def test_the_signature_of_a_witness_is_passed_over():
    witness = checkpoint.sign(BODY, "witness.example", bytes(32)).rpartition("\n\n")[2]
    assert checkpoint.verify(NOTE + witness, NAME, PUBLIC).size == 1
    head, _, own = NOTE.rpartition("\n\n")
    assert checkpoint.verify(f"{head}\n\n{witness}{own}", NAME, PUBLIC).size == 1


@pytest.mark.parametrize("size", [-1, "01"])
def test_a_size_is_a_plain_decimal(size):
    with pytest.raises(CheckpointError):
        checkpoint.checkpoint_body(NAME, size, ROOT)


@pytest.mark.parametrize("note", ["", "\n\n", "a\n1\n\n\n", NOTE[:-1], NOTE.replace("\n\n", "\n")])
def test_what_is_not_a_note_is_refused(note):
    with pytest.raises(CheckpointError):
        checkpoint.verify(note, NAME, PUBLIC)
