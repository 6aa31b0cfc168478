"""`zegel agent`: the court's automation, on a machine in the court's own zone.

`init` makes its account; `run` checks what arrives until it is stopped; `once` checks what waits now. Beside the key file lies what the
agent knows of the server (`KEY.known`); what the server says otherwise is told in its log as ALARM with a code (docs/guide/operator.md).
"""

import argparse
import fcntl
import json
import signal
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import httpx

from zegel.agent import task
from zegel.agent.clamd import Clamd, ScannerAwayError
from zegel.agent.key import KeyFileError, agent_fingerprint, make_key, read_key
from zegel.agent.loop import Agent, work
from zegel.client.http import ApiProblem
from zegel.client.memory import Memory

CHANGED = 3
SOCKET = "unix:/run/clamav/clamd.ctl"


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 on success, 1 where it failed, 2 for wrong usage, 3 where the server is not what it was (`once`)."""
    try:
        options = _parser().parse_args(argv)
    except SystemExit as stop:
        return 2 if stop.code else 0
    try:
        return int(options.run(options))
    except (KeyFileError, ScannerAwayError, ApiProblem, httpx.TransportError, OSError) as error:
        sys.stderr.write(f"zegel agent: {error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="zegel agent", description="Check the files that a court receives.")
    words = parser.add_subparsers(required=True)
    make = words.add_parser(
        "init", help="make an account; prints what the court's administrator brings to its page"
    )
    make.add_argument(
        "--origin", required=True, help="address of the server, for example https://zegel.example"
    )
    make.add_argument("--email", required=True, help="name of the account")
    make.add_argument("--name", default="Bestandscontrole", help="what people see as its name")
    make.set_defaults(run=_init)
    for word, run in (("run", _run), ("once", _once)):
        command = words.add_parser(word)
        command.add_argument(
            "--clamd", default=SOCKET, help=f"the scanner (default {SOCKET}, or tcp://host:port)"
        )
        command.add_argument(
            "--work", type=Path, default=Path(tempfile.gettempdir()), help="folder for bytes in passing"
        )
        command.add_argument(
            "--origin", help="address of the server, when it is no longer the one in the key file"
        )
        command.add_argument(
            "--every",
            type=float,
            default=1.0,
            help="seconds between two looks; up to five where nothing waits",
        )
        command.set_defaults(run=run)
    for choice in words.choices.values():
        choice.add_argument("--key", type=Path, default=Path("agent.key"), help="the agent's key file")
    return parser


def _init(options: argparse.Namespace) -> int:
    account = make_key(options.key, origin=options.origin, email=options.email, name=options.name)
    json.dump({"organisations": [], "users": [account], "boxes": []}, sys.stdout)
    number = agent_fingerprint(options.email, account["recipient"], account["signingKey"])
    sys.stderr.write(f"fingerprint of its key: {number}\n")
    return 0


def _agent(options: argparse.Namespace) -> Agent:
    key = read_key(options.key)
    task.warm()
    memory = Memory(options.key.with_name(f"{options.key.name}.known"))
    key = replace(key, origin=options.origin or key.origin)
    return Agent(key, Clamd(options.clamd), options.work, memory=memory)


def _once(options: argparse.Namespace) -> int:
    agent = _agent(options)
    try:
        sys.stdout.write(f"{agent.round()} verdicts\n")
    finally:
        agent.leave()
    return CHANGED if agent.alarms else 0


def _run(options: argparse.Namespace) -> int:
    agent = _agent(options)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with options.key.open("rb") as held:
        try:
            # A second one would do no harm, and all the work twice.
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise KeyFileError(f"an agent with {options.key} is running already") from None
        work(agent, every=options.every, stopped=stop.wait)
    agent.leave()
    return 0
