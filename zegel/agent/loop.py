"""The agent at work: ask what waits, newest first, check it, file what was found; whatever goes wrong is tried again.

Nothing is remembered that matters: what has no verdict at the server still waits, so a kill at any moment loses nothing,
and the server keeps the first verdict, so none counts twice. What cannot be checked now is passed over for a while.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from zegel.agent.check import Check, Found
from zegel.agent.clamd import Clamd, ScannerAwayError
from zegel.agent.key import AgentKey, agent_fingerprint
from zegel.client.http import ApiProblem, Session
from zegel.client.people import Account
from zegel.client.sealed import encode
from zegel.seal.errors import SealError

AGENT = "zegel-agent/1"
# Verdicts are filed at least this often, so that a hundred files do not keep the first one's verdict.
FILE_EVERY = 3.0
PAUSES = (2.0, 5.0, 15.0, 60.0, 300.0)
# A message that does not open may mean that our keys are old; after so many times it is the message.
OPENING_TRIES = 3

Log = Callable[[str], None]


def say(text: str) -> None:
    """A line for the operator; never a name of a file or a word of content."""
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    sys.stderr.write(f"{stamp} {text}\n")
    sys.stderr.flush()


@dataclass
class Agent:
    """One agent of one court."""

    key: AgentKey
    scanner: Clamd
    work: Path
    log: Log = say
    clock: Callable[[], float] = time.monotonic
    _account: Account | None = None
    # Message → times it went wrong, and when it may be tried again. Forgotten at a restart, which tries all again.
    _later: dict[str, tuple[int, float]] = field(default_factory=dict)

    def round(self) -> int:
        """Check what waits and may be tried; gives how many verdicts were new.

        Raises:
            httpx.TransportError, ApiProblem: the server is away or does not want us; ScannerAwayError.
        """
        engine = self.scanner.version()
        filed = 0
        for one in self._waiting():
            tries, after = self._later.get(one["holder"], (0, 0.0))
            if self.clock() < after:
                continue
            filed += self._one(one, tries, engine)
        return filed

    def leave(self) -> None:
        """Close what is open."""
        if self._account:
            self._account.session.http.close()
            self._account = None

    def _waiting(self) -> Iterator[dict[str, Any]]:
        """Every message that waits, page by page."""
        before = ""
        while page := self._session().call("GET", f"checks{before}"):
            yield from page
            before = f"?before={page[-1]['holder']}"

    def _one(self, waiting: dict[str, Any], tries: int, engine: str) -> int:
        """Check one message. What is wrong with it keeps no other waiting."""
        holder = waiting["holder"]
        try:
            filed = self._checked(waiting, tries, engine)
        except (httpx.TransportError, ScannerAwayError):
            raise
        except ApiProblem as problem:
            if problem.status == 401:
                raise
            self._put_off(holder, tries, f"{problem.status} {problem.code}")
        except Exception as error:  # noqa: BLE001  one poisoned message must not stop all others
            self._put_off(holder, tries, type(error).__name__)
        else:
            self._later.pop(holder, None)
            return filed
        return 0

    def _checked(self, waiting: dict[str, Any], tries: int, engine: str) -> int:
        account = self._logged_in()
        boxes = account.identities
        try:
            check = Check.begin(
                account.session, self.scanner, self.work, holder=waiting["holder"], boxes=boxes
            )
        except (SealError, KeyError):
            if tries + 1 < OPENING_TRIES:
                self.leave()
                raise
            return self._file(waiting, [Found(number, ["sealed"]) for number in waiting["files"]], engine)
        filed, ready, since = 0, list[Found](), self.clock()
        try:
            for found in check.files(waiting["files"]):
                ready.append(found)
                if self.clock() - since > FILE_EVERY:
                    filed += self._file(waiting, ready, engine)
                    ready, since = [], self.clock()
        finally:
            if ready:
                filed += self._file(waiting, ready, engine)
        return filed

    def _file(self, waiting: dict[str, Any], ready: list[Found], engine: str) -> int:
        body = {"agent": AGENT, "engine": engine, "verdicts": [one.wire() for one in ready]}
        answer = self._session().call("POST", f"checks/{waiting['holder']}/verdicts", body)
        for one in ready:
            self.log(
                f"message {waiting['message']} file {one.file}: {', '.join(one.findings) or 'nothing found'}"
            )
        return int(answer["filed"])

    def _put_off(self, holder: str, tries: int, why: str) -> None:
        pause = PAUSES[min(tries, len(PAUSES) - 1)]
        self._later[holder] = (tries + 1, self.clock() + pause)
        self.log(f"{holder} could not be checked ({why}); again in {pause:.0f} s")

    def _session(self) -> Session:
        return self._logged_in().session

    def _logged_in(self) -> Account:
        if self._account is None:
            self._account = Account.log_in(Session(self.key.origin), self.key.email, self.key.password)
            self.log(f"logged in as {self.key.email}, key {_number(self.key.email, self._account)}")
        return self._account


def _number(email: str, account: Account) -> str:
    return agent_fingerprint(email, account.key.recipient, encode(account.key.signing_public))


def work(agent: Agent, *, every: float, stopped: Callable[[float], bool]) -> None:
    """Go round until `stopped(seconds)`, which waits that long and tells whether to stop, says so."""
    failures = 0
    while True:
        try:
            agent.round()
            failures = 0
        except ScannerAwayError as error:
            failures += 1
            agent.log(f"no verdicts: {error}")
        except (httpx.TransportError, ApiProblem) as error:
            failures += 1
            agent.leave()
            agent.log(f"the server is away: {error}")
        pause = every if not failures else PAUSES[min(failures - 1, 2)]
        if stopped(max(pause, every)):
            return
