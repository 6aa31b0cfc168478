"""The newest checkpoint of each log a witness has cosigned, on disk: compared and replaced in one transaction (SQLite)."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PATIENCE: Final = 10.0
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS latest (
    origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Latest:
    """What was cosigned last of a log: size (0 and no root before the first), root, and the note with the cosignature."""

    size: int = 0
    root: bytes = b""
    note: str = ""


class Store:
    """The state of one witness. Each use opens the file anew, so any number of threads and processes may share it."""

    def __init__(self, path: Path) -> None:
        """Make the file when there is none. Whoever loses it must retire the witness's key: it forgot what it said."""
        self.path = path
        with self._connection() as connection:
            connection.execute(_TABLE)

    @contextmanager
    def replacing(self, origin: str) -> Iterator["Replacing"]:
        """Hold the state of all logs still until the block ends: what is put there is on disk when it is left without an error."""
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            found = connection.execute("SELECT size, root, note FROM latest WHERE origin = ?", [origin])
            row = found.fetchone()
            held = Replacing(Latest(*row) if row else Latest())
            try:
                yield held
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            if held.fresh is not None:
                fresh = held.fresh
                connection.execute(
                    "INSERT INTO latest VALUES (?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET"
                    " size = excluded.size, root = excluded.root, note = excluded.note",
                    [origin, fresh.size, fresh.root, fresh.note],
                )
            connection.execute("COMMIT")

    def latest(self, origin: str) -> Latest:
        """What was cosigned last of a log."""
        with self._connection() as connection:
            found = connection.execute("SELECT size, root, note FROM latest WHERE origin = ?", [origin])
            row = found.fetchone()
        return Latest(*row) if row else Latest()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
        try:
            # A cosignature is a promise: the state it rests on must survive a loss of power before it is given.
            connection.execute("PRAGMA synchronous = FULL")
            yield connection
        finally:
            connection.close()


class Replacing:
    """The state of a log while it is held: what it `was`, and what takes its place, if anything."""

    def __init__(self, was: Latest) -> None:
        """Hold what was found."""
        self.was = was
        self.fresh: Latest | None = None

    def put(self, fresh: Latest) -> None:
        """Say what takes its place."""
        self.fresh = fresh
