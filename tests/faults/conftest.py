"""One court for all faults of a file, with accounts that were made once for all files: they take half a minute of a core."""

import subprocess
import tempfile
from pathlib import Path

import pytest

from .court import Court


@pytest.fixture(scope="session")
def outside():
    """A folder not among pytest's own: each run of pytest shuts those for other accounts, and PostgreSQL may run as another."""
    with tempfile.TemporaryDirectory(prefix="zegel-faults-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="session")
def prepared(outside):
    """What a court leaves behind that was started and stopped, with nothing but its accounts."""
    made = Court(outside / "prepared")
    try:
        made.start()
    finally:
        made.stop()
    return made.folder


@pytest.fixture(scope="module")
def court(prepared, outside, request):
    folder = outside / request.module.__name__.rpartition(".")[2]
    # With its owners: where root may not run PostgreSQL, the database is another account's.
    subprocess.run(["cp", "-a", str(prepared), str(folder)], check=True)
    court = Court(folder)
    try:
        court.start()
        yield court
    finally:
        court.stop()
