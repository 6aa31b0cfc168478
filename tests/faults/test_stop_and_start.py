"""SIGTERM stops the whole demo within ten seconds; a second start takes seconds and keeps what was there."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.storage.seaweed import free_ports
from zegel.client.http import Session

from .court import RECEIVER, SENDER, log_in

pytestmark = pytest.mark.slow
DEMO = """
import sys
from zegel.console import demo
from tests.faults.court import Court
demo.Demo = Court
sys.exit(demo.main(sys.argv[1:]))
"""


def processes(folder):
    """Every process that names this folder in its surroundings or command, zombies aside."""
    found = []
    for path in Path("/proc").iterdir():
        if path.name.isdigit() and int(path.name) != os.getpid():
            try:
                words = (path / "environ").read_bytes() + (path / "cmdline").read_bytes()
            except (FileNotFoundError, PermissionError, ProcessLookupError):
                continue
            if str(folder).encode() in words:
                found.append((path.name, words[-100:]))
    return found


class Running:
    def __init__(self, folder, port):
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-c", DEMO, "--port", str(port), "--data", str(folder)],
            stdout=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        while not (line := self.process.stdout.readline()).startswith("ready "):
            assert line or self.process.poll() is None, "the demo did not start"
        self.seconds = time.monotonic() - self.started

    def stop(self, number):
        began = time.monotonic()
        self.process.send_signal(number)
        try:
            code = self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            raise
        finally:
            self.process.stdout.close()
        return time.monotonic() - began, code


def test_one_signal_stops_everything_and_a_second_start_goes_on(tmp_path):
    folder, (port,) = tmp_path / "demo", free_ports(1)
    first = Running(folder, port)
    with Session(f"http://127.0.0.1:{port}") as session:
        account = log_in(session, SENDER)
        account.send(SENDER, [account.box(RECEIVER)], subject="nieuwe zaak", text="before the stop")
    seconds, code = first.stop(signal.SIGTERM)
    assert seconds < 10
    assert code == 0
    assert processes(folder) == []

    second = Running(folder, port)
    assert second.seconds < 10
    with Session(f"http://127.0.0.1:{port}") as session:
        account = log_in(session, RECEIVER)
        (entry,) = account.folder(RECEIVER)
        assert account.open(entry["message"]).manifest.text == "before the stop"
    seconds, code = second.stop(signal.SIGINT)
    assert seconds < 10
    assert processes(folder) == []
