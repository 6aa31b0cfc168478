"""A signed judgment says what the judge signed, and the log whose key that is; everything else is refused."""

import base64
import json
from pathlib import Path

import pytest

from zegel.seal import judgment
from zegel.seal.errors import JudgmentError, ProofError, SealError

VECTORS = json.loads((Path(__file__).parents[3] / "vectors/evidence/judgment-v1.json").read_text())
SEED = base64.b64decode(VECTORS["seed"])
LOG = base64.b64decode(VECTORS["logKey"])


@pytest.mark.parametrize("vector", VECTORS["signed"])
def test_what_was_signed_is_read_and_written_alike(vector):
    found = judgment.read(vector["file"].encode())
    assert json.loads(found.statement) == vector["statement"]
    assert judgment.sign(found.judgment, SEED).decode() == vector["file"]
    assert judgment.is_judgment(vector["file"].encode())
    assert judgment.confirmed(found) is None


@pytest.mark.parametrize("vector", VECTORS["wrong"], ids=lambda vector: vector["name"])
def test_what_is_no_signed_judgment_is_refused(vector):
    with pytest.raises(JudgmentError):
        judgment.read(vector["file"].encode())


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b'{"type":1}', b"x" * (judgment.LIMIT + 1)])
def test_anything_else_is_refused_without_an_accident(data):
    assert not judgment.is_judgment(data)
    with pytest.raises(JudgmentError):
        judgment.read(data)


def test_the_log_confirms_who_signed():
    found = judgment.read(VECTORS["confirmed"].encode())
    _proofs, record = judgment.confirmed(found, LOG)
    assert (record.event, record.subject) == (judgment.EVENT, found.judgment.case)
    with pytest.raises(SealError):
        judgment.confirmed(found, base64.b64decode(VECTORS["otherKey"]))


@pytest.mark.parametrize("vector", VECTORS["unconfirmed"], ids=lambda vector: vector["name"])
def test_a_record_of_something_else_confirms_nothing(vector):
    found = judgment.read(vector["file"].encode())
    with pytest.raises(JudgmentError):
        judgment.confirmed(found, LOG)


def test_a_record_that_is_not_in_the_log_confirms_nothing():
    told = json.loads(VECTORS["confirmed"])
    told["proof"]["records"][0]["index"] = 1
    with pytest.raises(ProofError):
        judgment.confirmed(judgment.read(json.dumps(told).encode()), LOG)
