"""A court that was filled once, copied for everybody who wants one: filling takes a minute of a core, a copy a second.

As a program it fills that of ZEGEL_TEST_COURTS, a folder that outlives a run of pytest: `bin/test` has several.
"""

import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from zegel.console.demo import Demo
from zegel.console.ports import free_port

# A log keeps its name wherever its court moves; so do the copies, each on a port of its own.
LOG = "court.zegel.example"
KEPT = "ZEGEL_TEST_COURTS"
FILLED = "court"


class PeopledDemo(Demo):
    """A demo in which nobody writes or litigates."""

    def _fill(self) -> None:
        pass

    _tell = _fill


@contextmanager
def courts(run: str, worker: str) -> Iterator[Path]:
    """A folder of all workers of one run, gone with the last of them; or the one that is kept for several runs.

    Not among pytest's own: each run of pytest shuts those for other accounts, and PostgreSQL may run as another.
    """
    if kept := os.environ.get(KEPT):
        yield Path(kept)
        return
    folder = Path(tempfile.gettempdir()) / f"zegel-courts-{run}"
    mine = folder / "workers" / worker
    mine.parent.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    mine.touch()
    try:
        yield folder
    finally:
        mine.unlink()
        if not list(mine.parent.iterdir()):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_court(shared: Path, name: str) -> Iterator[Demo]:
    """A filled court in a folder of its own that begins with this name, started and stopped again."""
    demo = copied_court(shared, f"{name}-{token_hex(3)}")
    try:
        demo.start()
        yield demo
    finally:
        demo.stop()


def copied_court(shared: Path, name: str) -> Demo:
    """A filled court in a folder of this name, not yet started."""
    origin, folder = filled_court(shared), shared / name
    copy(shared / FILLED, folder)
    demo = Demo(folder, free_port(), apps=True, few=True, log=LOG)
    _move(folder, origin, demo.origin)
    return demo


def filled_court(shared: Path) -> str:
    """Give the address that the court was filled at which all are copies of (`FILLED`); the first who asks fills it."""
    origin = shared / "origin"
    with _lock(shared):
        if not origin.exists():
            copy(_peopled_court(shared), shared / FILLED)
            origin.write_text(_run_once(Demo(shared / FILLED, free_port(), apps=True, few=True, log=LOG)))
    return origin.read_text()


def peopled_court(shared: Path) -> Path:
    """Give the folder of a court that has its accounts and nothing else, and stands still; the first who asks makes it."""
    with _lock(shared):
        return _peopled_court(shared)


def _peopled_court(shared: Path) -> Path:
    made = shared / "peopled"
    if not made.exists():
        making = PeopledDemo(shared / "making", free_port(), apps=True, few=True, log=LOG)
        _run_once(making)
        # For those who want more it is still to be filled.
        (making.folder / "filled").unlink()
        making.folder.rename(made)
    return made


def _run_once(demo: Demo) -> str:
    try:
        demo.start()
    finally:
        demo.stop()
    return demo.origin


@contextmanager
def _lock(shared: Path) -> Iterator[None]:
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def copy(court: Path, folder: Path) -> None:
    """Copy a court that stands still, with its owners: where root may not run PostgreSQL, the database is another account's."""
    subprocess.run(["cp", "-a", str(court), str(folder)], check=True)


def _move(folder: Path, old: str, new: str) -> None:
    """Let the mails lead to the copy, and its login services look for a port of their own."""
    for mail in (folder / "inbox").iterdir():
        mail.write_bytes(mail.read_bytes().replace(old.encode(), new.encode()))
    doors = folder / "doors.json"
    if doors.exists():
        known = json.loads(doors.read_text())
        doors.write_text(json.dumps({**known, "port": None}))


if __name__ == "__main__":
    filled_court(Path(os.environ[KEPT]))
