"""What a program remembers of a server: for its owner only, whole or not at all, and not lost where several write."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from zegel.client.memory import Known, KnownKey, Memory, MemoryBroken
from zegel.seal.checkpoint import Checkpoint

WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from zegel.client.memory import Memory
memory, count = Memory(Path(sys.argv[1])), 0
while count != int(sys.argv[2]):
    known = memory.known()
    count += memory.replace(known, replace(known, keys=(*known.keys, f"{sys.argv[3]}-{count}")))
"""


def writer(path, count, name):
    """A process that remembers `count` things, one by one; for ever, where it is negative."""
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(count), name])


@pytest.fixture
def path(tmp_path):
    return tmp_path / "known" / "server.json"


def test_all_of_it_comes_back(path):
    key = KnownKey(2, "ab", None, "2026-11-30T12:00:00+01:00", logged=True)
    state = Checkpoint("c.example/log", 3, bytes(32))
    known = Known(
        "c.example/log",
        ("key",),
        state,
        replace(state, size=1),
        "label",
        {"team@court.example": key},
        "quorum none\n",
    )
    assert Memory(path).replace(Known(), known)
    assert Memory(path).known() == known


def test_a_file_of_before_witnesses_were_remembered_is_read(path):
    Memory(path).replace(Known(), Known(origin="a", witnesses="quorum none\n"))
    path.write_text(
        json.dumps({name: told for name, told in json.loads(path.read_text()).items() if name != "witnesses"})
    )
    assert Memory(path).known() == Known(origin="a")


def test_it_is_for_its_owner_only(path):
    old = os.umask(0)
    try:
        Memory(path).replace(Known(), Known(origin="x"))
    finally:
        os.umask(old)
    assert path.parent.stat().st_mode & 0o077 == 0
    assert {each.name: each.stat().st_mode & 0o077 for each in path.parent.iterdir()} == {
        "server.json": 0, "server.json.lock": 0,
    }  # fmt: skip


def test_who_saw_something_older_replaces_nothing(path):
    first, second = Memory(path), Memory(path)
    before = second.known()
    assert first.replace(before, Known(origin="a"))
    assert not second.replace(before, Known(origin="b"))
    assert second.known().origin == "a"


def test_nothing_is_lost_between_processes(path):
    processes = [writer(path, 15, name) for name in "abc"]
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    assert sorted(Memory(path).known().keys) == sorted(f"{name}-{at}" for name in "abc" for at in range(15))


def test_a_process_that_is_killed_at_any_moment_leaves_what_was_or_what_is(path):
    for wait in (0.0, 0.004, 0.011):
        process = writer(path, -1, "x")
        known = len(Memory(path).known().keys)
        while len(Memory(path).known().keys) == known:
            time.sleep(0.01)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        keys = Memory(path).known().keys
        assert Memory(path).replace(Memory(path).known(), replace(Memory(path).known(), keys=()))
        assert keys == tuple(f"x-{at}" for at in range(len(keys)))


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"v": 2}', '{"v": 1}', "\x00", '"x"'])
def test_a_file_that_is_something_else_is_refused_and_left_as_it_is(path, content):
    path.parent.mkdir()
    path.write_text(content)
    for use in (Memory(path).known, lambda: Memory(path).replace(Known(), Known(origin="x"))):
        with pytest.raises(MemoryBroken) as refusal:
            use()
        assert refusal.value.code == "memory"
    assert path.read_text() == content


def test_each_server_has_a_file_of_its_own(tmp_path):
    names = {
        Memory.of(tmp_path, origin).path.name
        for origin in ("https://a.example", "https://a.example:8443", "http://a.example")
    }
    assert len(names) == 3
    assert Memory.of(tmp_path, "https://A.example/").path == Memory.of(tmp_path, "https://a.example").path


def test_without_a_file_it_lasts_as_long_as_the_program():
    memory = Memory()
    assert memory.replace(memory.known(), Known(origin="a"))
    assert memory.known().origin == "a"
