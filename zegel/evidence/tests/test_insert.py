"""The one statement that writes records does what the ORM would: the same rows, and none where the clock went back."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.personas import AT
from tests.things import happen
from zegel.evidence.actions import extend_log
from zegel.evidence.insert import insert_before
from zegel.evidence.models import Opening, Record
from zegel.evidence.queries import newest_record
from zegel.lib.ids import uuid7
from zegel.seal.merkle import leaf_hash

pytestmark = pytest.mark.django_db


def made(count, at=AT):
    bodies = [f'{{"n":"{number}","s":"\u2014"}}'.encode() for number in range(count)]
    return [
        Record(
            id=uuid7(), at=at, event=f"test.{body[5:6]!r}", subject=uuid7(), body=body, leaf=leaf_hash(body)
        )
        for body in bodies
    ]


def rows(model):
    found = [
        {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
        for row in model.objects.values()
    ]
    return sorted(found, key=str)


@pytest.mark.parametrize("count", [1, 2, 50])
@pytest.mark.parametrize("opened", [0, 1])
def test_it_writes_what_the_orm_writes(count, opened):
    records = made(count)
    openings = [Opening(record=record, body=b"{}") for record in records[:opened]]
    told = []
    for write in (
        lambda: insert_before(AT, records, openings),
        lambda: (Record.objects.bulk_create(records), Opening.objects.bulk_create(openings)),
    ):
        with transaction.atomic():
            assert write()
            told.append((rows(Record), rows(Opening)))
            transaction.set_rollback(True)
    assert told[0] == told[1]
    assert len(told[0][0]) == count
    assert len(told[0][1]) == opened


@pytest.mark.parametrize("logged", [True, False])
@pytest.mark.parametrize("seconds", [-60, -1, 0, 1, 60])
def test_it_writes_only_up_to_the_newest_record(logged, seconds):
    happen(at=AT)
    if logged:
        extend_log(at=AT)
    newest = newest_record()
    limit = AT + timedelta(seconds=seconds)
    records = made(2)
    assert insert_before(limit, records, [Opening(record=records[0], body=b"{}")]) is (limit >= newest.at)
    assert Record.objects.count() == (3 if limit >= newest.at else 1)
    assert Opening.objects.filter(record=records[0].pk).exists() is (limit >= newest.at)


def test_one_statement_writes_any_number_of_records():
    with CaptureQueriesContext(connection) as seen:
        happen(at=AT)
    assert len([value for value in seen if "SAVEPOINT" not in value["sql"]]) == 1
