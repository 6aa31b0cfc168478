"""Every benchmark runs, small and with no time to beat, so that none rots between two measurements."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.prepared_court import courts, peopled_court

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "benchmarks"
# Words of the command line that make it small, and what it prints when it came to its end.
SMALL = {
    "cases/run.py": (
        ["--cases", "400", "--documents", "2", "5", "--times=1", "--rounds=1", "--plans=none"],
        "400 cases, inbox of a desk",
    ),
    "law.py": (["--sums=40", "--terms=10", "--rounds=1"], "with reasoning"),
    "log.py": (["90", "10"], "proof: median"),
    "seal.py": (["--small=1", "--large=2", "--seconds=1"], "x pyrage"),
    "words.py": (["--messages=300", "--letters=3"], "search: slowest"),
    "returned_mail.py": (["tests/benchmarks"], ""),
    "server/run.py": (
        [
            "store",
            "login",
            "submit",
            "folders",
            "rest",
            "--entries=40",
            "--each=2",
            "--times=2",
            "--megabytes=1",
            "--seconds=2",
        ],
        "plan of unread",
    ),
    "browser/run.py": (["--size=100000", "--rounds=1", "--no-aims"], "main-thread tasks"),
}


def test_each_is_listed():
    runnable = {path for path in FOLDER.rglob("*.py") if "__main__" in path.read_text()}
    assert {str(path.relative_to(FOLDER)) for path in runnable} == set(SMALL)


@pytest.fixture(scope="session")
def prepared(testrun_uid, worker_id):
    """A court with nothing but its accounts, that stands still."""
    with courts(testrun_uid, worker_id) as shared:
        yield peopled_court(shared)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SMALL))
def test_it_runs(name, prepared):
    words, last = SMALL[name]
    if name == "server/run.py":
        words = [*words, f"--copy-of={prepared}"]
    command = [sys.executable, str(FOLDER / name), *words]
    run = subprocess.run(
        command, cwd=ROOT, env=_clean(), capture_output=True, text=True, check=False, timeout=300
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert last in run.stdout


def _clean() -> dict[str, str]:
    """The environment without the tests' own court."""
    import os

    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZEGEL_", "DJANGO_"))}
    return kept | {"PYTHONPATH": str(ROOT)}
