"""Every record proves itself by the newest checkpoint, from a handful of rows."""

import base64

import pytest

from tests.personas import AT
from tests.things import happen
from zegel.evidence.actions import extend_log
from zegel.evidence.errors import ReceiptPending
from zegel.evidence.models import Record, Tile
from zegel.evidence.queries import origin, proof_of, public_log_key, record_of
from zegel.seal import checkpoint, merkle
from zegel.seal.errors import ProofError


def log(*rounds):
    for count in rounds:
        happen(count, at=AT)
        extend_log(at=AT)


def assert_proves(record):
    proof = proof_of(record)
    [held] = proof.records
    state = checkpoint.verify(proof.note, origin(), base64.b64decode(public_log_key()))
    assert state.size == Record.objects.filter(index__isnull=False).count()
    merkle.verify_inclusion(merkle.leaf_hash(held.body), held.index, state.size, held.path, state.root)


def all_records():
    return list(Record.objects.filter(index__isnull=False).order_by("index"))


@pytest.mark.parametrize("rounds", [(1,), (1, 1), (255, 1, 1), (256,), (3, 600, 4)])
def test_every_record_proves_itself_however_the_log_grew(db, rounds):
    log(*rounds)
    records = all_records()
    for record in records[:: max(1, len(records) // 40)] + records[-3:]:
        assert_proves(record)


def test_a_proof_costs_four_queries_by_key(db, django_assert_num_queries):
    log(600)
    record = all_records()[300]
    with django_assert_num_queries(4):
        proof_of(record)


def test_a_record_before_its_checkpoint_is_pending(db):
    record = happen(at=AT)[0]
    with pytest.raises(ReceiptPending) as refusal:
        proof_of(record)
    assert refusal.value.retry
    extend_log(at=AT)
    assert_proves(record_of(record.subject, "test.thing.happened"))


def test_a_log_from_before_there_were_tiles_gets_them(db, monkeypatch):
    log(700, 5)
    Tile.objects.all().delete()
    monkeypatch.setattr("zegel.evidence.actions.CATCH_UP", 100)
    assert extend_log(at=AT) == 0
    for record in all_records()[::97]:
        assert_proves(record)
    log(3)
    assert_proves(all_records()[-1])


def test_what_was_changed_behind_our_back_is_not_handed_out(db):
    log(300)
    first, last = all_records()[0], all_records()[299]
    last.body = bytes(last.body).replace(b"system:test", b"system:tess")
    with pytest.raises(ProofError):
        proof_of(last)
    tile = Tile.objects.get(level=0, index=1)
    tile.hashes = bytes(32) + bytes(tile.hashes)[32:]
    tile.save()
    with pytest.raises(ProofError):
        proof_of(first)
