"""Records and their openings written in one statement: each act that counts waits for it. `tests/test_insert.py` holds it
against what the ORM does."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import connection

from zegel.evidence.models import Opening, Record

_COLUMNS: Final = ("id", "at", "event", "subject", "body", "leaf")
# The newest of what waits for its place and of what has one: `queries.newest_record`.
_INSERT: Final = """
WITH newest AS (
    (SELECT at FROM evidence_record WHERE index IS NULL ORDER BY id DESC LIMIT 1)
    UNION ALL
    (SELECT at FROM evidence_record WHERE index IS NOT NULL ORDER BY index DESC LIMIT 1)
), written AS (
    INSERT INTO evidence_record (id, at, event, subject, body, leaf)
    SELECT * FROM unnest(%s::uuid[], %s::timestamptz[], %s::text[], %s::uuid[], %s::bytea[], %s::bytea[])
    WHERE NOT EXISTS (SELECT FROM newest WHERE newest.at > %s)
    RETURNING id
), opened AS (
    INSERT INTO evidence_opening (record_id, body)
    SELECT opening.id, opening.body FROM unnest(%s::uuid[], %s::bytea[]) AS opening (id, body) JOIN written USING (id)
)
SELECT count(*) FROM written
"""


def insert_before(newest: datetime, records: Sequence[Record], openings: Sequence[Opening]) -> bool:
    """Write records with what is kept beside them; whether it was done.

    It is not, and nothing is written, where the newest record there is was made later than `newest`.
    """
    columns = ([getattr(record, name) for record in records] for name in _COLUMNS)
    kept = ([opening.record_id for opening in openings], [opening.body for opening in openings])
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [*columns, newest, *kept])
        ((written,),) = cursor.fetchall()
    return bool(written)
