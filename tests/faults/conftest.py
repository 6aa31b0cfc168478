"""One court for all faults of a file, with accounts that were made once for all tests: they take half a minute of a core."""

import tempfile
from pathlib import Path

import pytest

from tests.prepared_court import copy, courts, peopled_court

from .court import Court


@pytest.fixture(scope="session")
def outside():
    """A folder not among pytest's own: each run of pytest shuts those for other accounts, and PostgreSQL may run as another."""
    with tempfile.TemporaryDirectory(prefix="zegel-faults-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="session")
def prepared(testrun_uid, worker_id):
    """What a court leaves behind that was started and stopped, with nothing but its accounts."""
    with courts(testrun_uid, worker_id) as shared:
        yield peopled_court(shared)


@pytest.fixture(scope="module")
def court(prepared, outside, request):
    folder = outside / request.module.__name__.rpartition(".")[2]
    copy(prepared, folder)
    court = Court(folder)
    try:
        court.start()
        yield court
    finally:
        court.stop()
