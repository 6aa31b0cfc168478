"""The whole product as processes on this machine, without letters, to be killed at will."""

import contextlib
import os
import signal
import time
from email import message_from_bytes
from pathlib import Path

import httpx
import psycopg

from tests.prepared_court import LOG, PeopledDemo
from tests.storage.seaweed import free_ports
from zegel.client.demo_court.people import PASSWORD, app_of
from zegel.client.http import ApiProblem, Session
from zegel.client.people import Account
from zegel.console.demo import web_command
from zegel.console.receiver import list_messages

SENDER, RECEIVER = "a.devries@devriesvandam.example", "p.vandam@devriesvandam.example"


# Cookies of browsers that are trusted, by server and person: an authenticator's code works once in half a minute.
_trusted: dict[tuple[str, str], dict[str, str]] = {}


def log_in(session: Session, email: str) -> Account:
    """Log in with an authenticator app, and the next time as a browser that is trusted."""
    known = (session.origin, email)
    session.http.cookies.update(_trusted.get(known, {}))
    account = Account.log_in(session, email, PASSWORD, app_of(email), trust=True)
    _trusted[known] = {
        name: value for name, value in session.http.cookies.items() if name.startswith("device-")
    }
    return account


class Court(PeopledDemo):
    """A demo with accounts and nothing else in it."""

    def __init__(self, folder: Path, port: int = 0, *, witnesses: bool = False) -> None:
        super().__init__(folder, port or free_ports(1)[0], apps=True, log=LOG, witnesses=witnesses)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.sessions: list[Session] = []

    def stop(self) -> None:
        for session in self.sessions:
            session.http.close()
        super().stop()

    def account(self, email: str) -> Account:
        self.sessions.append(Session(self.origin))
        return log_in(self.sessions[-1], email)

    def kill(self, name: str) -> None:
        """kill -9 a process and everything it started."""
        child = self.children[name]
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()

    def restart_web(self) -> None:
        # Two would take twice as long to come back, and both are killed at once.
        self._launch("web", *web_command(self.port, workers=1))
        self._wait_for_page()

    def restart_worker(self) -> None:
        import sys

        self._launch("worker", sys.executable, "-m", "zegel.cli", "manage", "work")

    def restart_agent(self) -> None:
        self._launch_agent()

    def kill_postgres(self) -> None:
        """kill -9 the server with every process of every session, as a power cut does, and reap it."""
        postmaster = self.postgres.process
        family = [postmaster.pid, *_children(postmaster.pid)]
        for pid in family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        postmaster.wait()
        wait_until(lambda: not [pid for pid in family[1:] if _runs(pid)], 10)

    def sql(self, statement: str, *parameters: object) -> list[tuple]:
        with psycopg.connect(self.postgres.conninfo, autocommit=True) as link:
            return link.execute(statement, parameters).fetchall()

    def mails(self, to: str) -> list[str]:
        """The Message-IDs of mails that reached an address."""
        found = []
        for message in list_messages(self.inbox, limit=100_000):
            if to in message.to:
                mail = message_from_bytes((self.inbox / message.id).read_bytes())
                found.append(str(mail["Message-ID"]).strip())
        return found


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _runs(pid: int) -> bool:
    """Whether a process still does anything; a zombie nobody reaps does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(holds, seconds: float, pause: float = 0.1) -> float:
    """Wait for something to become true; gives how long it took."""
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < seconds, "waited in vain"
        time.sleep(pause)
    return time.monotonic() - started


def insist(deed, seconds: float = 40):
    """What a client does when the line drops or the server is away: the same again, until it is answered."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return deed()
        except httpx.TransportError:
            pass
        except ApiProblem as problem:
            if problem.status < 500:
                raise
        assert time.monotonic() < deadline, "the server stayed away"
        time.sleep(0.1)
