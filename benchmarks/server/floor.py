"""The floor of submitting: a bare WSGI handler that writes the same rows, each with one prepared statement, in one transaction.

It checks nothing and knows nobody. The rows are those of the last message that the product received, with identifiers of their
own, so that a column or table more is one more here. `run.py submit` starts it beside the product, on the same database.
"""

import os
import threading
import uuid
from collections.abc import Callable, Iterable
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

MESSAGE = "(SELECT id FROM mail_message WHERE sender_box_id IS NOT NULL ORDER BY received_at DESC LIMIT 1)"
DELIVERIES = f"(SELECT id FROM mail_delivery WHERE message_id = {MESSAGE})"
RECORDS = f"(SELECT id FROM evidence_record WHERE subject = {MESSAGE})"
# Each table with which of its rows belong to that message.
TABLES = {
    "mail_conversation": f"id = (SELECT conversation_id FROM mail_message WHERE id = {MESSAGE})",
    "mail_message": f"id = {MESSAGE}",
    "mail_accessgrant": f"message_id = {MESSAGE}",
    "mail_delivery": f"message_id = {MESSAGE}",
    "mail_entry": f"message_id = {MESSAGE}",
    "notify_outboundmail": f"ref IN {DELIVERIES}",
    "procrastinate_jobs": "id = (SELECT max(id) FROM procrastinate_jobs WHERE task_name = 'notify.send_mail')",
    "evidence_record": f"id IN {RECORDS}",
    "evidence_opening": f"record_id IN {RECORDS}",
}
# What only one row may have, beside identifiers; what the database numbers itself; what a new one has not.
UNIQUE = {"message_id", "bounce_token"}
NUMBERED = {"procrastinate_jobs"}
EMPTY = {"index", "filing", "worker_id"}
type Row = dict[str, Any]


class Rows:
    """The rows of one message, and how to write them again under other identifiers."""

    def __init__(self, link: psycopg.Connection[Any]) -> None:
        self.tables: list[tuple[str, sql.Composed, list[Row]]] = []
        self.keys: set[uuid.UUID] = set()
        for table, which in TABLES.items():
            answer = link.execute(f"SELECT * FROM {table} WHERE {which}")
            columns = [column.name for column in answer.description or ()]
            rows = [self._row(table, dict(zip(columns, values, strict=True))) for values in answer]
            if not rows:
                raise SystemExit(f"no row in {table} to write again")
            self.tables.append((table, _insert(table, rows[0]), rows))

    def _row(self, table: str, row: Row) -> Row:
        if table in NUMBERED:
            del row["id"]
        elif isinstance(row.get("id"), uuid.UUID):
            self.keys.add(row["id"])
        jsons = {name: Jsonb(value) for name, value in row.items() if isinstance(value, dict)}
        return row | jsons | dict.fromkeys(EMPTY & row.keys())

    def write(self, link: psycopg.Connection[Any]) -> None:
        """One message more, durable when this returns."""
        fresh = {key: uuid.uuid4() for key in self.keys}
        with link.transaction():
            for _, statement, rows in self.tables:
                for row in rows:
                    link.execute(
                        statement, [_anew(name, value, fresh) for name, value in row.items()], prepare=True
                    )


def _insert(table: str, row: Row) -> sql.Composed:
    return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join([sql.Placeholder()] * len(row)),
    )


def _anew(name: str, value: Any, fresh: dict[uuid.UUID, uuid.UUID]) -> Any:
    if isinstance(value, uuid.UUID):
        return fresh.get(value, value)
    return uuid.uuid4().hex if name in UNIQUE and isinstance(value, str) else value


_own = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Read the body and write the rows."""
    environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    if environ["REQUEST_METHOD"] == "POST":
        if not hasattr(_own, "link"):
            _own.link = psycopg.connect(os.environ["ZEGEL_DATABASE"], autocommit=True)
            _own.rows = Rows(_own.link)
        _own.rows.write(_own.link)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]
