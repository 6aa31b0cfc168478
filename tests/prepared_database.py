"""A PostgreSQL with our tables in it, made once for all runs of a tree: making it takes ten seconds of a core, a copy a tenth of one.

As a program it fills the database that ZEGEL_DATABASE names, which must be done where nobody has read the settings yet.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zegel.console.postgres import EmbeddedPostgres

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache" / "test-database"
# What says how the tables look: ours, those of what we use, and what decides which of them there are.
SAYS = ("zegel/*/migrations/*.py", "zegel/config/settings.py", "zegel/console/postgres.py", "uv.lock")


def copy_database(folder: Path) -> None:
    """Make this folder one that PostgreSQL can start in, with every table and nothing in them."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with _lock():
        ready = CACHE / _fingerprint()
        if not ready.exists():
            _make(ready)
        # With its owners: where root may not run PostgreSQL, the database is another account's.
        subprocess.run(["cp", "-a", str(ready), str(folder)], check=True)


def _fingerprint() -> str:
    found = hashlib.sha256(sys.version.encode())
    for path in sorted(path for pattern in SAYS for path in ROOT.glob(pattern)):
        found.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def _lock() -> Iterator[None]:
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(ready: Path) -> None:
    for old in CACHE.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
    with tempfile.TemporaryDirectory(prefix="zegel-test-") as scratch:
        server = EmbeddedPostgres(Path(scratch) / "postgres", durable=False)
        try:
            surroundings = os.environ | {
                "ZEGEL_DATABASE": server.start(),
                "DJANGO_SETTINGS_MODULE": "zegel.config.settings",
            }
            subprocess.run([sys.executable, "-m", __name__], cwd=ROOT, env=surroundings, check=True)
        finally:
            server.stop()
        subprocess.run(["cp", "-a", str(server.folder), f"{ready}.new"], check=True)
    # One that was cut off halfway never bears the name of a whole one.
    Path(f"{ready}.new").rename(ready)


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
