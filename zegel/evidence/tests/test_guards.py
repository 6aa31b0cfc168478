"""The tables of evidence refuse to be emptied, changed or thinned, whoever asks by the ordinary ways."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.personas import AT
from tests.things import happen
from zegel.evidence.actions import extend_log
from zegel.evidence.models import Checkpoint, KeyChange, Record, Stamp


@pytest.fixture
def filled(db):
    happen(at=AT)
    extend_log(at=AT)
    Stamp.objects.create(checkpoint=Checkpoint.objects.get(), token=b"x", at=AT)
    KeyChange.objects.create(note="x", at=AT)


ROWS = [Record, Checkpoint, Stamp, KeyChange]


@pytest.mark.parametrize("rows", ROWS)
def test_no_table_can_be_emptied(filled, rows):
    with connection.cursor() as cursor:
        # Keys whose check waits for the end of the transaction would refuse it too, for another reason.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            cursor.execute(f"TRUNCATE {rows._meta.db_table} CASCADE")
    assert rows.objects.count() == 1


@pytest.mark.parametrize("rows", [Stamp, KeyChange])
def test_what_was_kept_is_never_changed_or_removed(filled, rows):
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.objects.update(at=AT.replace(year=2020))
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.objects.all().delete()
    assert rows.objects.get().at == AT
