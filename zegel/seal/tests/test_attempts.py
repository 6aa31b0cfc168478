"""A list of attempts says what its sender signed, or nothing."""

import base64
import json
from pathlib import Path

import pytest
import rfc8785

from zegel.seal import attempts, keys
from zegel.seal.errors import AttemptsError

VECTORS = json.loads((Path(__file__).parents[3] / "vectors/seal/attempts-v1.json").read_text())
SEED = base64.b64decode(VECTORS[0]["signingSeed"])
PUBLIC = keys.signing_public(SEED)


def told(vector, **changes):
    names = ("message", "envelope", "attempts")
    return {"type": attempts.TYPE} | {name: vector[name] for name in names} | changes


def read(value):
    document = rfc8785.dumps(value)
    return attempts.read(document, attempts.sign(SEED, document), PUBLIC)


@pytest.mark.parametrize("vector", VECTORS)
def test_the_vectors_are_read_and_written_alike(vector):
    document = vector["document"].encode()
    found = attempts.read(document, base64.b64decode(vector["signature"]), PUBLIC)
    assert attempts.write(found) == document
    assert base64.b64encode(attempts.sign(SEED, document)).decode() == vector["signature"]


def test_another_signer_or_a_changed_byte_says_nothing():
    vector = VECTORS[1]
    document, signature = vector["document"].encode(), base64.b64decode(vector["signature"])
    with pytest.raises(AttemptsError):
        attempts.read(document, signature, keys.signing_public(bytes(32)))
    with pytest.raises(AttemptsError):
        attempts.read(document.replace(b"22:58:00", b"22:57:00"), signature, PUBLIC)


def one(**changes):
    return [VECTORS[1]["attempts"][0] | changes]


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "zegel/attempts/v2"}, {"attempts": []}, {"attempts": one(status=200)}, {"attempts": one(status=True)},
        {"attempts": one(status="0")}, {"attempts": one(what="draft")}, {"attempts": one(sealed="A" * 64)},
        {"attempts": one(at="2026-13-22T22:51:03Z")}, {"attempts": one(at="2026-11-22T22:51:03+00:00")},
        {"attempts": one(more=1)}, {"attempts": VECTORS[1]["attempts"][::-1]}, {"message": "x"}, {"more": 1},
        {"attempts": one() * 201}, {"attempts": {}}, {"attempts": [1]}, {"envelope": None},
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_also_when_signed(changes):
    with pytest.raises(AttemptsError):
        read(told(VECTORS[1], **changes))


def test_a_document_that_is_not_canonical_is_refused():
    document = json.dumps(told(VECTORS[0])).encode()
    with pytest.raises(AttemptsError):
        attempts.read(document, attempts.sign(SEED, document), PUBLIC)
