"""The log has no gaps, only grows, and shows every change to what it holds."""

import base64
import itertools
import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, connections, transaction

from tests.personas import AT
from tests.things import happen
from zegel.evidence.actions import extend_log
from zegel.evidence.models import Checkpoint, Record
from zegel.evidence.queries import public_log_key
from zegel.seal import merkle
from zegel.seal.checkpoint import verify
from zegel.seal.errors import CheckpointError, ProofError

ORIGIN = "127.0.0.1:8000"


@contextmanager
def intruder():
    """Somebody with all rights in the database, whom no trigger stops; what they do must show all the same."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def leaves():
    """The log as an outsider reads it: hashed anew from the records' own bytes."""
    return [
        merkle.leaf_hash(bytes(record.body))
        for record in Record.objects.filter(index__isnull=False).order_by("index")
    ]


def verified(checkpoint):
    return verify(checkpoint.note, ORIGIN, base64.b64decode(public_log_key()))


def assert_log_holds():
    """Gapless, every checkpoint signed and over exactly the records before it, each extending the one before."""
    hashed = leaves()
    indexes = list(
        Record.objects.filter(index__isnull=False).order_by("index").values_list("index", flat=True)
    )
    assert indexes == list(range(len(hashed)))
    checkpoints = [verified(checkpoint) for checkpoint in Checkpoint.objects.order_by("size")]
    for checkpoint in checkpoints:
        assert checkpoint.root == merkle.root(hashed[: checkpoint.size])
    for old, new in itertools.pairwise(checkpoints):
        proof = merkle.consistency_proof(old.size, hashed[: new.size])
        merkle.verify_consistency(old.size, old.root, new.size, new.root, proof)
    return checkpoints


@pytest.mark.django_db(transaction=True)
def test_writers_and_loggers_at_the_same_time_make_a_log_without_gaps():
    def writer(worker):
        try:
            for _ in range(15):
                with transaction.atomic():
                    happen(2, at=AT + timedelta(seconds=worker))
        finally:
            connections.close_all()

    def logger(_):
        try:
            return sum(extend_log(at=AT, limit=7) for _ in range(15))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        written = [pool.submit(writer, number) for number in range(3)]
        logged = [pool.submit(logger, number) for number in range(3)]
        [each_number.result() for each_number in [*written, *logged]]
    while extend_log(at=AT):
        pass
    checkpoints = assert_log_holds()
    assert checkpoints[-1].size == Record.objects.count() == 90
    assert len(checkpoints) > 5


def test_a_record_of_an_open_transaction_is_not_passed_over(db):
    """Whoever commits late gets a later place, never a hole and never none."""
    happen(at=AT)
    assert extend_log(at=AT) == 1
    early = happen(at=AT)[0]
    with intruder():
        Record.objects.filter(pk=early.pk).update(id=uuid.UUID(int=1))
    assert extend_log(at=AT) == 1
    assert_log_holds()


def test_an_empty_round_makes_no_checkpoint(db):
    assert extend_log(at=AT) == 0
    assert not Checkpoint.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_deed_that_is_undone_leaves_no_evidence():
    with transaction.atomic():
        happen(at=AT)
        transaction.set_rollback(True)
    assert not Record.objects.exists()
    assert extend_log(at=AT) == 0


@pytest.mark.django_db(transaction=True)
def test_a_log_round_that_is_cut_off_leaves_the_log_as_it_was(monkeypatch):
    happen(2, at=AT)
    extend_log(at=AT, limit=1)
    with monkeypatch.context() as broken:
        broken.setattr("zegel.evidence.actions.log_seed", lambda: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            extend_log(at=AT)
    assert Record.objects.filter(index__isnull=True).count() == 1
    assert extend_log(at=AT) == 1
    assert len(assert_log_holds()) == 2


@pytest.fixture
def five(db):
    for _ in range(5):
        happen(at=AT)
        extend_log(at=AT)
    assert_log_holds()


def shows():
    with pytest.raises((AssertionError, ProofError)):
        assert_log_holds()
    return True


def test_changing_one_record_shows(five):
    record = Record.objects.get(index=2)
    changed = bytes(record.body).replace(b"system:test", b"system:tess")
    with intruder():
        Record.objects.filter(pk=record.pk).update(body=changed)
    assert shows()


def test_changing_a_record_with_its_hash_shows(five):
    record = Record.objects.get(index=0)
    changed = bytes(record.body).replace(b'"number":0', b'"number":1')
    with intruder():
        Record.objects.filter(pk=record.pk).update(body=changed, leaf=merkle.leaf_hash(changed))
    assert shows()


@pytest.mark.parametrize("index", range(5))
def test_dropping_a_record_shows(five, index):
    with intruder():
        Record.objects.filter(index=index).delete()
    for later in Record.objects.filter(index__gt=index).order_by("index"):
        with intruder():
            Record.objects.filter(pk=later.pk).update(index=later.index - 1)
    assert shows()


def test_swapping_two_records_shows(five):
    first, second = Record.objects.get(index=1), Record.objects.get(index=2)
    with intruder():
        Record.objects.filter(pk=first.pk).update(index=99)
    with intruder():
        Record.objects.filter(pk=second.pk).update(index=1)
    with intruder():
        Record.objects.filter(pk=first.pk).update(index=2)
    assert shows()


def test_back_dating_a_record_shows(five):
    record = Record.objects.get(index=3)
    told = json.loads(bytes(record.body))
    told["at"] = (AT - timedelta(days=1)).isoformat()
    with intruder():
        Record.objects.filter(pk=record.pk).update(body=json.dumps(told).encode())
    assert shows()


def test_a_checkpoint_of_another_key_does_not_pass(five):
    from zegel.seal.checkpoint import checkpoint_body, sign

    last = Checkpoint.objects.order_by("-size").first()
    forged = sign(checkpoint_body(ORIGIN, 5, bytes(32)), ORIGIN, bytes(32))
    with pytest.raises(CheckpointError):
        verify(forged, ORIGIN, base64.b64decode(public_log_key()))
    with pytest.raises(CheckpointError):
        verify(last.note.replace("\n5\n", "\n4\n"), ORIGIN, base64.b64decode(public_log_key()))


@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 9])
def test_every_record_is_provably_in_the_log(db, count):
    happen(count, at=AT)
    extend_log(at=AT)
    checkpoint = verified(Checkpoint.objects.get())
    hashed = leaves()
    for index in range(count):
        proof = merkle.inclusion_proof(index, hashed)
        merkle.verify_inclusion(hashed[index], index, checkpoint.size, proof, checkpoint.root)


@pytest.mark.parametrize("rows", [Record, Checkpoint])
def test_the_tables_refuse_to_drop_a_row(five, rows):
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.objects.all()[:1].get().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.objects.all().delete()
    assert_log_holds()
    assert rows.objects.count() == 5


@pytest.mark.parametrize(
    "change",
    [
        {"body": b"{}"}, {"leaf": bytes(32)}, {"at": AT - timedelta(days=1)}, {"event": "test.thing.undone"},
        {"subject": uuid.UUID(int=1)}, {"id": uuid.UUID(int=1)}, {"index": 99}, {"index": None},
    ],
    ids=lambda change: " ".join(f"{name} {'away' if value is None else 'other'}" for name, value in change.items()),
)  # fmt: skip
def test_the_table_refuses_every_change_of_a_record(five, change):
    for index in (0, 4):
        with pytest.raises(IntegrityError), transaction.atomic():
            Record.objects.filter(index=index).update(**change)
    fresh = happen(at=AT)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.filter(pk=fresh.pk).update(
            **{"index": 7, **change} if "index" not in change else {"at": AT}
        )


def test_a_place_is_given_once(five):
    fresh = happen(at=AT)[0]
    Record.objects.filter(pk=fresh.pk).update(index=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.filter(pk=fresh.pk).update(index=6)


def test_a_checkpoint_is_never_rewritten(five):
    with pytest.raises(IntegrityError), transaction.atomic():
        Checkpoint.objects.filter(size=3).update(note="other")
