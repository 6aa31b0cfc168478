"""The lying server: rows are rewritten by SQL while a real browser works.

    def test_…(visit, liar):
        with liar.kept("boxes_container"):      # put back at the end
            liar.run("UPDATE boxes_container SET recipient = %s WHERE address = %s", [liar.box_recipient, TEAM])
            clerk.open("/mail/new")
            …
            assert liar.opens() == []                       # nothing in the database opens with the liar's key

What a test must say of each lie: who notices, what they see, what stayed shut (docs/threat-model.md).
"""

import base64
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from tests.journeys.conftest import Court
from zegel.seal.errors import SealError
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.keys import UserKey, make_user_key
from zegel.seal.opening import open_bytes

AGE = b"age-encryption.org/v1\n"


class Liar:
    """Somebody with all power over the database of a court, and a key of their own to slip in."""

    def __init__(self, court: Court) -> None:
        self.key: UserKey = make_user_key()
        self.recipient = self.key.recipient
        self.signing_key = base64.b64encode(self.key.signing_public).decode()
        self.box_identity = generate_hybrid()
        self.box_recipient = identity_recipient(self.box_identity)
        # Rows refuse changes by triggers and foreign keys; their owner turns both off.
        self._database = psycopg.connect(
            court.demo.environment["ZEGEL_DATABASE"],
            autocommit=True,
            options="-c session_replication_role=replica",
        )

    def close(self) -> None:
        """Let the database go."""
        self._database.close()

    def run(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What one SQL statement gives; of one that gives nothing, nothing."""
        done = self._database.execute(statement.encode(), values)
        return done.fetchall() if done.description else []

    @contextmanager
    def kept(self, *tables: str) -> Iterator[None]:
        """What these tables say is put back at the end, whatever was written in them in the meantime."""
        for table in tables:
            self.run(f"CREATE TEMP TABLE kept_{table} AS TABLE {table}")
        try:
            yield
        finally:
            for table in tables:
                self.run(f"DELETE FROM {table}")
                self.run(f"INSERT INTO {table} OVERRIDING SYSTEM VALUE TABLE kept_{table}")
                self.run(f"DROP TABLE kept_{table}")

    def columns(self, table: str) -> list[str]:
        """The names of the columns of a table."""
        asked = "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
        return [name for (name,) in self.run(asked, [table])]

    def name_keys(self, user: object, key: UserKey) -> None:
        """From now on the directory names these keys for somebody."""
        signing = base64.b64encode(key.signing_public).decode()
        self.run(
            "UPDATE identity_user SET recipient = %s, signing_key = %s WHERE id = %s",
            [key.recipient, signing, user],
        )

    def opens(self, *identities: str) -> list[str]:
        """Where in the database something lies that opens with the liar's keys (or these): `table.column`, none twice."""
        keys = identities or (self.key.identity, self.box_identity)
        columns = self.run(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND data_type = 'bytea'"
        )
        return sorted(f"{table}.{column}" for table, column in columns if self._opened(table, column, keys))

    def _opened(self, table: str, column: str, keys: Sequence[str]) -> bool:
        asked = sql.SQL("SELECT {column} FROM {table} WHERE {column} IS NOT NULL").format(
            column=sql.Identifier(column), table=sql.Identifier(table)
        )
        return any(_fits(bytes(value), keys) for (value,) in self._database.execute(asked))


def _fits(value: bytes, keys: Sequence[str]) -> bool:
    if not value.startswith(AGE):
        return False
    try:
        open_bytes(list(keys), value)
    except SealError:
        return False
    return True
