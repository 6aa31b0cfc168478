"""What every test may lean on: a real PostgreSQL, started once, and no network but this machine."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_SCRATCH = Path(tempfile.mkdtemp(prefix="zegel-test-"))
_SERVER = None


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL before Django reads its settings."""
    global _SERVER  # noqa: PLW0603
    if config.getoption("--collect-only", default=False) or os.environ.get("ZEGEL_DATABASE"):
        return
    from zegel.console.postgres import EmbeddedPostgres

    _SERVER = EmbeddedPostgres(_SCRATCH / "postgres", durable=False)
    os.environ["ZEGEL_DATABASE"] = _SERVER.start()


os.environ.setdefault("ZEGEL_DATA", str(_SCRATCH / "data"))
os.environ.setdefault("ZEGEL_ORIGIN", "http://127.0.0.1:8000")


def pytest_unconfigure() -> None:
    """Leave no server and no scratch folder behind."""
    import shutil

    if _SERVER is not None:
        _SERVER.stop()
    shutil.rmtree(_SCRATCH, ignore_errors=True)
