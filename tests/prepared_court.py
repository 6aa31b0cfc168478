"""A court that was filled once, copied for everybody who wants one: filling takes half a minute of both cores, a copy a second."""

import fcntl
import json
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


@contextmanager
def courts(run: str, worker: str) -> Iterator[Path]:
    """A folder of all workers of one run, gone with the last of them.

    Not among pytest's own: each run of pytest shuts those for other accounts, and PostgreSQL may run as another.
    """
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
    """A filled court in a folder of this name, not yet started; the first who asks fills the one that all are copies of."""
    folder = shared / name
    folder.mkdir()
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        origin = shared / "origin"
        if not origin.exists():
            demo = Demo(shared / "court", free_port(), apps=True, few=True, log=LOG)
            try:
                demo.start()
            finally:
                demo.stop()
            origin.write_text(demo.origin)
    # With its owners: where root may not run PostgreSQL, the database is another account's.
    subprocess.run(["cp", "-a", f"{shared / 'court'}/.", str(folder)], check=True)
    demo = Demo(folder, free_port(), apps=True, few=True, log=LOG)
    _move(folder, origin.read_text(), demo.origin)
    return demo


def _move(folder: Path, old: str, new: str) -> None:
    """Let the mails lead to the copy, and its login services look for a port of their own."""
    for mail in (folder / "inbox").iterdir():
        mail.write_bytes(mail.read_bytes().replace(old.encode(), new.encode()))
    doors = folder / "doors.json"
    if doors.exists():
        known = json.loads(doors.read_text())
        doors.write_text(json.dumps({**known, "port": None}))
