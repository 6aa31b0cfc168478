"""An early plugin (`-p tests.environment`): a real PostgreSQL and scratch folders before Django reads its settings."""

import base64
import gc
import os
import shutil
import tempfile
from pathlib import Path

from tests.prepared_database import copy_database
from zegel.console.postgres import EmbeddedPostgres
from zegel.seal.keys import signing_public

_SCRATCH = Path(tempfile.mkdtemp(prefix="zegel-test-"))
_SERVER = EmbeddedPostgres(_SCRATCH / "postgres", durable=False)
# The key of the one probe that may report outages to the tests' server.
PROBE_SEED = bytes(range(32))

# Twelve thousand tests and all of the product are a heap that lives until the end: looking through it for rubbish finds little.
gc.set_threshold(100_000, 50, 1000)

copy_database(_SERVER.folder)
os.environ.update(
    ZEGEL_DATABASE=_SERVER.start(),
    ZEGEL_DATA=str(_SCRATCH / "data"),
    ZEGEL_ORIGIN="http://127.0.0.1:8000",
    ZEGEL_PROBES=f"test={base64.b64encode(signing_public(PROBE_SEED)).decode()}",
)


def pytest_collection_finish() -> None:
    """What was collected stays."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Leave no server and no scratch folder behind."""
    _SERVER.stop()
    shutil.rmtree(_SCRATCH, ignore_errors=True)
