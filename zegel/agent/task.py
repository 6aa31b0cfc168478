"""Checking one message in a process of its own. Whatever its files, its sender or a member did to it, only this process meets.

The process is forked from a server that has the modules loaded; it gets its job and tells what it found over a pipe.
"""

import contextlib
import json
import os
import resource
import signal
from dataclasses import asdict, dataclass
from multiprocessing import forkserver, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Literal

import httpx

from zegel.agent.check import Check, Found
from zegel.agent.clamd import Clamd, ScannerAwayError
from zegel.client.http import ApiProblem, Session
from zegel.seal.errors import NoMatchError, SealError

MEMORY = 1 << 30
LONGEST_WORD = 64 * 1024

_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])


@dataclass(frozen=True, slots=True)
class Job:
    """All that a process needs to check the files `numbers` of a message; `boxes` are the identities of our boxes."""

    origin: str
    cookies: dict[str, str]
    scanner: str
    work: Path
    delivery: str
    numbers: list[int]
    boxes: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Looking:
    """A file was fetched and opened, and is looked into now."""

    file: int


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why no more is told: all is done, or what went wrong, with words for the operator."""

    why: Literal["done", "unopened", "no-key", "refused", "server", "scanner", "failed"]
    words: str = ""
    status: int = 0


Told = Looking | Found | Stopped
_KINDS = {kind.__name__: kind for kind in (Looking, Found, Stopped)}


def heard(pipe: Connection) -> Told:
    """The next thing a process tells. Plain JSON: whatever got hold of that process gets no further.

    Raises:
        EOFError, OSError: it ended without a word. ValueError: it told nonsense.
    """
    kind, facts = json.loads(pipe.recv_bytes(LONGEST_WORD))
    try:
        return _KINDS[kind](**facts)
    except (KeyError, TypeError) as error:
        raise ValueError(kind) from error


def _tell(pipe: Connection, told: Told) -> None:
    pipe.send_bytes(json.dumps([type(told).__name__, asdict(told)]).encode())


def warm() -> None:
    """Load what processes need, so that the first message waits no longer than the others."""
    forkserver.ensure_running()


def start(job: Job) -> tuple[BaseProcess, Connection]:
    """Start a process for a job; it tells what it finds until it is stopped, and then it ends."""
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_run, args=(job, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def end(process: BaseProcess) -> None:
    """End a process and all that it started."""
    if process.pid and process.is_alive():
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        # It leads no group yet where it has only just begun.
        process.kill()
    process.join()


def _run(job: Job, told: Connection) -> None:
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _tell(told, _checked(job, told))


def _checked(job: Job, told: Connection) -> Stopped:
    try:
        with Session(job.origin, job.cookies) as session:
            check = Check.begin(session, Clamd(job.scanner), job.work, delivery=job.delivery, boxes=job.boxes)
            for number in job.numbers:
                _tell(told, check.file(number, lambda number: _tell(told, Looking(number))))
    except Exception as error:  # noqa: BLE001  whatever it is, it is this message's own
        return _why(error)
    return Stopped("done")


def _why(error: Exception) -> Stopped:
    stopped = Stopped("failed", type(error).__name__)
    match error:
        case NoMatchError():
            stopped = Stopped("no-key")
        case SealError():
            stopped = Stopped("unopened", error.code)
        case ScannerAwayError():
            stopped = Stopped("scanner", str(error))
        case httpx.TransportError():
            stopped = Stopped("server", type(error).__name__)
        case ApiProblem():
            stopped = Stopped("refused", f"{error.status} {error.code}", error.status)
    return stopped
