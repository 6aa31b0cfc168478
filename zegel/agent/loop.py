"""The agent at work: ask what waits, start a process for each message, file what they find; what goes wrong is tried again.

Nothing is remembered that matters: what has no verdict at the server still waits, so a kill at any moment loses nothing,
and the server keeps the first verdict, so none counts twice. What cannot be checked now is passed over for a while, and what
costs more than the limits has that as its verdict. No court holds all places, so one that floods keeps no other waiting.
"""

import os
import sys
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import httpx

from zegel.agent import task
from zegel.agent.check import Found
from zegel.agent.clamd import Clamd, ScannerAwayError
from zegel.agent.key import AgentKey, agent_fingerprint
from zegel.client.alarms import Alarm
from zegel.client.http import ApiProblem, Session
from zegel.client.memory import Memory
from zegel.client.people import Account
from zegel.client.sealed import encode
from zegel.client.verify_source import SourceError
from zegel.lib.moments import now
from zegel.seal.errors import SealError

AGENT = "zegel-agent/2"
# Verdicts are filed at least this often, so that a hundred files do not keep the first one's verdict.
FILE_EVERY = 3.0
LOOK_EVERY = 1.0
# Where nothing waits, each look comes a little later than the one before, up to so many seconds.
LOOK_AT_LEAST = 5.0
# Whether the server's log, and what it says of the keys of our mailboxes, are what they were is looked at so often (seconds).
WATCH_EVERY = 600.0
PAUSES = (2.0, 5.0, 15.0, 60.0, 300.0)
# A message that does not open may mean that our keys are old, a process that died that the machine is full; after so many
# times it is the message.
TRIES = 3
# Fetching is the road's affair; for looking into one file this is the limit, and more than its parser and the scanner take.
FETCH_SECONDS = 600.0
LOOK_SECONDS = 120.0

Log = Callable[[str], None]


def say(text: str) -> None:
    """A line for the operator; never a name of a file or a word of content."""
    sys.stderr.write(f"{now():%Y-%m-%dT%H:%M:%SZ} {text}\n")
    sys.stderr.flush()


def places() -> int:
    """How many messages this machine checks at once: as many as it has cores, and never one alone."""
    return max(2, len(os.sched_getaffinity(0)))


@dataclass
class Running:
    """A message whose process runs. `left` are the numbers without a word yet; `ready` is not filed yet."""

    waiting: dict[str, Any]
    engine: str
    process: BaseProcess
    pipe: Connection
    left: list[int]
    heard: float
    filed: float
    looking: int | None = None
    ready: list[Found] = field(default_factory=list)


@dataclass
class Agent:
    """One agent, of one court or of several."""

    key: AgentKey
    scanner: Clamd
    work: Path
    log: Log = say
    clock: Callable[[], float] = time.monotonic
    places: int = field(default_factory=places)
    memory: Memory = field(default_factory=Memory)
    alarms: list[Alarm] = field(default_factory=list)
    """What was not as it was at the server, each once."""
    _next_watch: float = 0.0
    _account: Account | None = None
    _next_look: float = 0.0
    _empty_looks: int = 0
    _running: dict[str, Running] = field(default_factory=dict)
    # Message → times it went wrong, and when it may be tried again. Forgotten at a restart, which tries all again.
    _later: dict[str, tuple[int, float]] = field(default_factory=dict)

    @property
    def busy(self) -> bool:
        """Whether anything is being checked."""
        return bool(self._running)

    def pause(self, every: float) -> float:
        """Seconds until the next look, of who looks `every` so many where something waited a moment ago."""
        return 0.0 if self.busy else max(every, min(every * self._empty_looks, LOOK_AT_LEAST))

    def round(self) -> int:
        """Check what waits and may be tried, each message once; gives how many verdicts were new.

        Raises:
            httpx.TransportError, ApiProblem: the server is away or does not want us; ScannerAwayError.
        """
        filed, tried = 0, set[str]()
        self._next_look = 0.0
        self.begin()
        while self.busy:
            tried |= self._running.keys()
            filed += self.hear(LOOK_EVERY)
            self.begin(tried)
        return filed

    def begin(self, passed: Collection[str] = ()) -> None:
        """Start as much of what waits as there is room for, but for those in `passed`.

        Raises:
            httpx.TransportError, ApiProblem, ScannerAwayError: as in `round`.
        """
        self._watch_server()
        if len(self._running) >= self.places or self.clock() < self._next_look:
            return
        engine = self.scanner.version()
        self._empty_looks += 1
        for waiting in self._waiting():
            self._empty_looks = 0
            if len(self._running) >= self.places:
                return
            if waiting["delivery"] not in passed and self._may_start(waiting):
                self._start(waiting, engine)
        # All that may be started is; the server is asked again after a while, or when a place comes free.
        self._next_look = self.clock() + LOOK_EVERY

    def hear(self, seconds: float) -> int:
        """Take in what the processes tell, for at most so long; gives how many verdicts were new.

        Raises:
            httpx.TransportError, ApiProblem, ScannerAwayError: as in `round`.
        """
        filed, trouble = 0, list[Exception]()
        told = wait([running.pipe for running in self._running.values()], seconds)
        for delivery, running in list(self._running.items()):
            try:
                filed += self._hear(running, ready=running.pipe in told)
            except (httpx.TransportError, ApiProblem, ScannerAwayError) as error:
                self._end(delivery)
                trouble.append(error)
        if trouble:
            raise trouble[0]
        return filed

    def leave(self) -> None:
        """Stop what runs, and close what is open."""
        for delivery in list(self._running):
            self._end(delivery)
        self._forget_login()

    # ── Which comes next ──────────────────────────────────────────────────────────────────────────────────────

    def _waiting(self) -> Iterator[dict[str, Any]]:
        """Every message that waits, each court's newest first, page by page."""
        after = ""
        while page := self._session().call("GET", f"checks{after}"):
            yield from page
            after = f"?place={page[-1]['place']}&before={page[-1]['delivery']}"

    def _may_start(self, waiting: dict[str, Any]) -> bool:
        delivery = waiting["delivery"]
        if delivery in self._running or self.clock() < self._later.get(delivery, (0, 0.0))[1]:
            return False
        same = sum(other.waiting["court"] == waiting["court"] for other in self._running.values())
        return bool(same < max(1, self.places - 1))

    def _start(self, waiting: dict[str, Any], engine: str) -> None:
        account = self._logged_in()
        job = task.Job(
            origin=self.key.origin,
            cookies=dict(account.session.http.cookies),
            scanner=self.scanner.address,
            work=self.work,
            delivery=waiting["delivery"],
            numbers=waiting["files"],
            boxes=account.identities,
        )
        process, pipe = task.start(job)
        at = self.clock()
        self._running[waiting["delivery"]] = Running(
            waiting, engine, process, pipe, list(waiting["files"]), at, at
        )

    def _watch_server(self) -> None:
        """Whether the server tells what it told before. What it does not is the operator's affair, and no reason to check no files."""
        if self.clock() < self._next_watch:
            return
        self._next_watch = self.clock() + WATCH_EVERY
        account = self._logged_in()
        try:
            account.watch()
        except SealError as error:
            self._hear_alarm(Alarm(error.code, str(error)))
        except (SourceError, ApiProblem, httpx.TransportError, OSError) as error:
            self.log(f"what the server says cannot be compared with what it said: {error}")

    def _hear_alarm(self, alarm: Alarm) -> None:
        self.alarms.append(alarm)
        self.log(f"ALARM {alarm.code}: {alarm.words}")

    # ── What they tell ────────────────────────────────────────────────────────────────────────────────────────

    def _hear(self, running: Running, *, ready: bool) -> int:
        if not ready:
            return self._watch(running)
        try:
            told = task.heard(running.pipe)
        except (EOFError, OSError, ValueError):
            return self._stopped(running, task.Stopped("failed", "its process died"))
        running.heard = self.clock()
        if isinstance(told, task.Stopped):
            return self._stopped(running, told)
        if isinstance(told, task.Looking):
            running.looking = told.file
            return 0
        running.looking = None
        running.left.remove(told.file)
        running.ready.append(told)
        return self._file(running) if self.clock() - running.filed > FILE_EVERY else 0

    def _watch(self, running: Running) -> int:
        """What says nothing for too long is ended. If a file was being looked into, that is what there is to say of it."""
        silent = self.clock() - running.heard
        if running.looking is None:
            late = silent > FETCH_SECONDS
            return self._stopped(running, task.Stopped("failed", "fetching took too long")) if late else 0
        if silent <= LOOK_SECONDS:
            return 0
        running.ready.append(Found(running.looking, ["unsure"]))
        running.left.remove(running.looking)
        # The other files of the message wait for the next turn.
        return self._stopped(running, task.Stopped("done"))

    def _stopped(self, running: Running, why: task.Stopped) -> int:
        delivery = running.waiting["delivery"]
        self._end(delivery)
        if why.why == "done":
            self._later.pop(delivery, None)
            return self._file(running)
        filed = self._file(running)
        if why.why == "scanner":
            raise ScannerAwayError(why.words)
        if why.why == "server":
            raise httpx.TransportError(why.words)
        if why.status == httpx.codes.UNAUTHORIZED:
            self._forget_login()
        tries = self._later.get(delivery, (0, 0.0))[0]
        if tries + 1 < TRIES or not (verdict := self._verdict(running, why)):
            self._refresh_keys(why)
            self._put_off(delivery, tries, f"{why.why} {why.words}".strip())
            return filed
        running.ready = [Found(number, [verdict]) for number in running.left]
        return filed + self._file(running)

    def _verdict(self, running: Running, why: task.Stopped) -> str | None:
        """What is said of files that could not be checked time and again; None where it is no fault of theirs."""
        if why.why == "failed":
            return "unsure"
        # Who shared our box with us may have sealed us a key that is none: the sender has no part in that.
        lacking = running.waiting["box"] in self._logged_in().lacking
        if why.why == "unopened" or (why.why == "no-key" and not lacking):
            return "sealed"
        return None

    def _refresh_keys(self, why: task.Stopped) -> None:
        if why.why in {"unopened", "no-key"}:
            self._logged_in().refresh()

    def _file(self, running: Running) -> int:
        running.filed = self.clock()
        if not running.ready:
            return 0
        verdicts = [file.wire() for file in running.ready]
        body = {"agent": AGENT, "engine": running.engine, "verdicts": verdicts}
        answer = self._session().call("POST", f"checks/{running.waiting['delivery']}/verdicts", body)
        for file in running.ready:
            found = ", ".join(file.findings) or "nothing found"
            self.log(f"message {running.waiting['message']} file {file.file}: {found}")
        running.ready = []
        return int(answer["filed"])

    def _put_off(self, delivery: str, tries: int, why: str) -> None:
        pause = PAUSES[min(tries, len(PAUSES) - 1)]
        self._later[delivery] = (tries + 1, self.clock() + pause)
        self.log(f"{delivery} could not be checked ({why}); again in {pause:.0f} s")

    def _end(self, delivery: str) -> None:
        self._next_look = 0.0
        if running := self._running.pop(delivery, None):
            task.end(running.process)
            running.pipe.close()

    # ── At the server ─────────────────────────────────────────────────────────────────────────────────────────

    def _session(self) -> Session:
        return self._logged_in().session

    def _begun(self) -> Session:
        return Session(self.key.origin, memory=self.memory, hear=self._hear_alarm)

    def _forget_login(self) -> None:
        if self._account:
            self._account.session.http.close()
            self._account = None

    def _logged_in(self) -> Account:
        if self._account is None:
            self._account = Account.log_in(self._begun(), self.key.email, self.key.password)
            self.log(f"logged in as {self.key.email}, key {_number(self.key.email, self._account)}")
            for box in sorted(self._account.lacking):
                self.log(f"no good key for mailbox {box}: let its manager give the agent its key again")
        return self._account


def _number(email: str, account: Account) -> str:
    return agent_fingerprint(email, account.key.recipient, encode(account.key.signing_public))


def work(agent: Agent, *, every: float, stopped: Callable[[float], bool]) -> None:
    """Go on until `stopped(seconds)`, which waits that long and tells whether to stop, says so."""
    failures = 0
    while True:
        try:
            agent.hear(every if agent.busy else 0.0)
            agent.begin()
            failures = 0
        except ScannerAwayError as error:
            failures += 1
            agent.log(f"no verdicts: {error}")
        except (httpx.TransportError, ApiProblem) as error:
            failures += 1
            agent.leave()
            agent.log(f"the server is away: {error}")
        except Exception as error:  # noqa: BLE001  an answer that nobody foresaw must not end the checks of all courts
            failures += 1
            agent.leave()
            agent.log(f"no verdicts: the server's answer cannot be used ({type(error).__name__})")
        pause = max(every, PAUSES[min(failures - 1, 2)]) if failures else agent.pause(every)
        if stopped(pause):
            return
