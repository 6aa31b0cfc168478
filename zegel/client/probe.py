"""`zegel probe`: look at the public doors from outside, and report outages to the register (PR VI 6.8).

Runs anywhere but beside the server. What it saw and has not yet told lies in its journal, so an outage of hours, or of
the probe itself, loses nothing. docs/formats.md, Report of an outage.
"""

import argparse
import base64
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from zegel.client.watch import Door, Sight
from zegel.lib.moments import now
from zegel.lib.secret_files import read_or_make
from zegel.seal import keys

PATIENCE_SECONDS = 10
PARTS = ("access", "filing", "notices")


@dataclass
class Probe:
    """One place that looks. `journal` holds its doors and the reports that still have to arrive."""

    name: str
    origin: str
    seed: bytes
    journal: Path

    def __post_init__(self) -> None:
        self.doors = {part: Door() for part in PARTS}
        self.untold: list[dict[str, Any]] = []
        if self.journal.exists():
            self._read()

    def look(self, http: httpx.Client, clock: Callable[[], datetime] = now) -> None:
        """One round: look at every door, keep what was seen, and tell what is untold."""
        for part, why in _sights(http, self.origin).items():
            found = self.doors[part].see(clock(), why)
            if found:
                self.untold.append({"part": part, **_plain(found)})
        self._keep()
        self._tell(http, clock)

    def _tell(self, http: httpx.Client, clock: Callable[[], datetime]) -> None:
        while self.untold:
            outage = self.untold[0]
            try:
                answer = self.send(http, _sight(outage), outage["part"], clock())
            except httpx.TransportError:
                return
            if answer.status_code != 204:
                sys.stderr.write(f"report not taken: {answer.status_code} {answer.text[:200]}\n")
                return
            self.untold.pop(0)
            self._keep()

    def send(self, http: httpx.Client, seen: Sight, part: str, at: datetime) -> httpx.Response:
        """Hand one report to the register, signed; 204 says that it has it."""
        body = seen.report(self.name, part, at)
        signature = base64.b64encode(keys.sign(self.seed, body)).decode()
        told = {"report": base64.b64encode(body).decode(), "signature": signature}
        return http.post(f"{self.origin}/api/outages/reports", json=told)

    def _keep(self) -> None:
        state = {
            "doors": {part: _plain(door) for part, door in self.doors.items()},
            "untold": self.untold,
        }
        draft = self.journal.with_suffix(".new")
        with draft.open("w") as file:
            json.dump(state, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.journal)

    def _read(self) -> None:
        state = json.loads(self.journal.read_text())
        self.untold = state["untold"]
        for part, told in state["doors"].items():
            self.doors[part] = Door(**{**told, **_moments(told, ("last_good", "began", "mended"))})


def _sights(http: httpx.Client, origin: str) -> dict[str, str]:
    """Why each door does not work; empty where it does. Who cannot look inside says nothing on what is inside."""
    why = _fetch(http, f"{origin}/login")[0]
    if why:
        return {"access": why}
    why, health = _fetch(http, f"{origin}/health")
    if why or not isinstance(health, dict):
        return {"access": why or "no answer about its health"}
    # Nothing that happened is written down without the log, so nothing can be filed.
    health["filing"] = health.get("filing") is True and health.get("log", True) is True
    states = {part: "" if health.get(part) is True else f"the server says: no {part}" for part in PARTS[1:]}
    return {"access": "", **states}


def _fetch(http: httpx.Client, address: str) -> tuple[str, Any]:
    try:
        answer = http.get(address)
    except httpx.TimeoutException:
        return f"no answer within {PATIENCE_SECONDS} seconds", None
    except httpx.TransportError as error:
        return f"no connection ({type(error).__name__})", None
    # What works and what does not is said with 503 too.
    if answer.status_code != 200 and not (answer.status_code == 503 and address.endswith("/health")):
        return f"HTTP {answer.status_code}", None
    try:
        return "", answer.json()
    except ValueError:
        return "", None


def _plain(value: Door | Sight) -> dict[str, Any]:
    return {
        key: fact.isoformat() if isinstance(fact, datetime) else fact
        for key, fact in asdict(value).items()
    }  # fmt: skip


def _moments(told: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: datetime.fromisoformat(told[name]) if told[name] else None for name in names}


def _sight(told: dict[str, Any]) -> Sight:
    moments = _moments(told, ("last_good", "began", "ended"))
    return Sight(**{**{field.name: told[field.name] for field in fields(Sight)}, **moments})


def main(argv: Sequence[str]) -> int:
    """Look until told to stop; 0 at a signal, 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="zegel probe", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--origin", required=True, help="the product's address, such as https://mail.example")
    parser.add_argument("--name", default="probe", help="the name the operator knows this probe by")
    parser.add_argument(
        "--key", type=Path, required=True, help="file with the signing key; made when missing"
    )
    parser.add_argument("--journal", type=Path, required=True, help="file that keeps what was seen")
    parser.add_argument("--every", type=float, default=30, help="seconds between two looks")
    parser.add_argument("--show-key", action="store_true", help="print what ZEGEL_PROBES must say, and stop")
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:
        return 2 if stop.code else 0
    seed = read_or_make(options.key, lambda: os.urandom(32))
    if options.show_key:
        sys.stdout.write(f"{options.name}={base64.b64encode(keys.signing_public(seed)).decode()}\n")
        return 0
    probe = Probe(options.name, options.origin.rstrip("/"), seed, options.journal)
    enough = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: enough.set())
    with httpx.Client(timeout=PATIENCE_SECONDS, follow_redirects=False) as http:
        while not enough.wait(options.every):
            probe.look(http)
    return 0
