"""The demo's login services: real providers that an operator's file can name, gone with whoever started them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from zegel.authentication.oidc_client import forget, keys_of, metadata_of
from zegel.config.providers import read_providers
from zegel.console.doors import DOORS, Doors, node_program
from zegel.lib.moments import now

ORIGIN = "http://127.0.0.1:8000"
COURTS = 'organisation = "01a20296-518c-7c12-9dbc-858ac918f4ee"  # Rechtbank Amsterdam\n'
PARENT = """
import os, sys, time
from pathlib import Path
from zegel.console.doors import Doors, node_program
child = Doors(node_program(), Path(sys.argv[1]), "http://127.0.0.1:8000").start(os.environ)
print(child.pid, flush=True)
time.sleep(60)
"""


def open_doors(folder):
    program = node_program()
    assert program, "Node.js or the web packages are missing"
    doors = Doors(program, folder, ORIGIN)
    return doors, doors.start(os.environ)


def wait_until_open(doors):
    address = f"http://localhost:{doors.known['port']}/{DOORS[0].name}/.well-known/openid-configuration"
    for _ in range(300):
        try:
            return httpx.get(address).raise_for_status()
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the doors stayed shut")


def end(child):
    child.terminate()
    child.wait(20)
    child.stdin.close()


def who_has(port):
    """The sockets of a port that was not free again, with their states."""
    rows = [row.split()[1:4] for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return [row for row in rows if f":{port:04X}" in row[0] + row[1]]


def is_there(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_is_written_is_what_answers_and_stays_over_a_restart(tmp_path):
    doors, child = open_doors(tmp_path)
    try:
        wait_until_open(doors)
        assert not doors.is_connected
        doors.connect(COURTS)
        first = read_providers(doors.settings(), local=True)
        assert list(first) == [door.name for door in DOORS]
        forget()
        for provider in first.values():
            assert metadata_of(provider, now()).end_session
            assert len(keys_of(provider, now()).keys) == 1
    finally:
        end(child)
    port = doors.known["port"]
    doors, child = open_doors(tmp_path)
    try:
        assert doors.known["port"] == port, who_has(port)
        assert doors.is_connected
        assert read_providers(doors.settings(), local=True) == first
    finally:
        end(child)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_they_end_with_whoever_started_them(tmp_path, number):
    words = [sys.executable, "-c", PARENT, str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as parent:
        pid = int(parent.stdout.readline())
        assert is_there(pid)
        parent.send_signal(number)
        parent.wait(20)
    deadline = time.monotonic() + 20
    while is_there(pid):
        assert time.monotonic() < deadline, "the doors stayed behind"
        time.sleep(0.1)
