"""The agent outlives whatever one member, one file or one answer does, and no court waits for another's files."""

import io
import os
from dataclasses import replace

import pikepdf
import pytest

from zegel.agent import task
from zegel.agent.clamd import Clamd
from zegel.agent.loop import Agent, work
from zegel.client.demo_court.papers import paper
from zegel.client.http import ApiProblem
from zegel.console.scanner import LocalClamd, clamd_program
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.sealing import seal_bytes

from .lying_server import LyingServer, garbage

GOOD = paper("Stuk", ["Inhoud."])


def costly():
    """A small PDF of which one page takes every engine longer than any reader would wait."""
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.Contents = pdf.make_stream(b"0 0 m 9 9 l S\n" * 25_000_000)
        pdf.save(made, compress_streams=True)
    return made.getvalue()


@pytest.fixture(scope="module")
def scanner():
    program = clamd_program()
    assert program, "clamd is missing; bin/test installs it"
    found = LocalClamd(program)
    found.start()
    yield found
    found.stop()


@pytest.fixture
def server(tmp_path):
    found = LyingServer(tmp_path)
    yield found
    found.stop()


@pytest.fixture
def said():
    return []


@pytest.fixture
def agent(server, scanner, said, tmp_path, monkeypatch):
    monkeypatch.setattr("zegel.agent.loop.PAUSES", (0.0,))
    key = replace(server.key, origin=server.origin)
    made = Agent(key, Clamd(scanner.address), tmp_path, said.append, places=2)
    yield made
    made.leave()


def rounds(agent, server, most=6):
    """Go round until nothing waits, or it is clear that something waits on."""
    for _ in range(most):
        agent.round()
        if not server.waiting:
            return
    return


def found(server):
    return {(holder, file): findings for holder, file, findings in server.verdicts}


def test_files_of_every_kind_get_their_verdict_each_once(agent, server):
    box = server.add_box("amsterdam")
    first = server.send(box, GOOD, b"geen pdf", GOOD[: len(GOOD) // 3])
    second = server.send(box, b"PK\x03\x04", name="stuk.zip")
    rounds(agent, server)
    assert found(server) == {
        (first, 1): [], (first, 2): ["damaged"], (first, 3): ["damaged"], (second, 1): ["other"],
    }  # fmt: skip
    assert len(server.verdicts) == 4


@pytest.mark.parametrize(
    "sealed",
    [garbage(), b"", seal_bytes([LyingServer.STRANGER], b"x"), b"of another box"],
    ids=["garbage", "nothing", "of-a-stranger", "of-another-box"],
)
def test_a_member_who_shares_a_key_that_is_none_stops_no_other_mailbox_and_no_sender_is_blamed(
    agent, server, said, sealed
):
    if sealed == b"of another box":
        sealed = seal_bytes([server.account["recipient"]], generate_hybrid().encode())
    good, spoiled = server.add_box("amsterdam"), server.add_box("amsterdam", sealed=sealed)
    fine, waits = server.send(good, GOOD), server.send(spoiled, GOOD)
    rounds(agent, server)
    assert found(server) == {(fine, 1): []}
    assert [row["delivery"] for row in server.waiting] == [waits]
    assert any(spoiled["id"] in line and "no good key" in line for line in said)


def test_a_message_that_is_not_what_was_signed_is_said_after_three_tries(agent, server):
    box = server.add_box("amsterdam")
    forged, fine = server.send(box, GOOD), server.send(box, GOOD)
    server.messages[forged]["senderKey"] = server.messages[forged]["senderKey"][:-4] + "AAA="
    rounds(agent, server)
    assert found(server) == {(forged, 1): ["sealed"], (fine, 1): []}


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_server_that_fails_at_login_is_asked_again(agent, server, status):
    fine = server.send(server.add_box("amsterdam"), GOOD)
    server.down = status
    with pytest.raises(ApiProblem):
        agent.round()
    server.down = 0
    rounds(agent, server)
    assert found(server) == {(fine, 1): []}


@pytest.mark.parametrize("lie", [{}, [], {"me": {}}, "x", None])
def test_an_answer_that_nobody_foresaw_ends_nothing(agent, server, monkeypatch, lie):
    fine = server.send(server.add_box("amsterdam"), GOOD)
    true, lies = server.answer, [lie] * 3
    monkeypatch.setattr(server, "answer", lambda *asked: (200, lies.pop()) if lies else true(*asked))
    turns = iter(range(400))
    work(agent, every=0.05, stopped=lambda _: not server.waiting or next(turns, None) is None)
    agent.round()
    assert found(server) == {(fine, 1): []}


def test_a_process_that_dies_at_work_is_started_again_and_then_its_files_are_unsure(
    agent, server, monkeypatch
):
    box = server.add_box("amsterdam")
    deadly, fine = server.send(box, GOOD), server.send(box, GOOD)
    start = task.start

    def dying(job):
        process, pipe = start(job)
        if job.delivery == deadly:
            task.end(process)
        return process, pipe

    monkeypatch.setattr("zegel.agent.task.start", dying)
    rounds(agent, server)
    assert found(server) == {(deadly, 1): ["unsure"], (fine, 1): []}


@pytest.mark.slow
def test_files_that_cost_too_much_are_unsure_and_no_other_court_waits_for_them(agent, server):
    """One court receives a flood of small files that cost much; another's file has its verdict meanwhile."""
    costs, flood, quiet = costly(), server.add_box("amsterdam"), server.add_box("rotterdam")
    assert len(costs) < 1_000_000
    heavy = [server.send(flood, costs) for _ in range(2)]
    fine = server.send(quiet, GOOD)
    agent.round()
    assert found(server) == {(fine, 1): [], **{(number, 1): ["unsure"] for number in heavy}}
    assert server.times[fine] < min(server.times[number] for number in heavy)


def watched(agent, server):
    """What the agent tells after a while, of which mailbox; beside its work, which goes on."""
    box = server.add_box("amsterdam")
    fine = server.send(box, GOOD)
    agent._next_watch = 0.0
    agent.leave()
    rounds(agent, server)
    assert (fine, 1, []) in server.verdicts
    assert [(alarm.code, alarm.about) for alarm in agent.alarms] == server.alarms
    return server.alarms


def test_a_server_that_stays_what_it_was_is_told_of_nothing(agent, server):
    assert watched(agent, server) == []
    assert watched(agent, server) == []


def test_a_log_that_another_key_signs_is_told_and_every_court_is_served(agent, server, said):
    server.add_box("rotterdam")
    assert watched(agent, server) == []
    server.log.seed = os.urandom(32)
    assert watched(agent, server) == [("log-key", None)]
    assert sum("ALARM log-key" in line for line in said) == 1


@pytest.mark.parametrize("lie", ["shorter", "forked"])
def test_a_log_that_tells_another_story_is_told(agent, server, lie):
    for court in ("amsterdam", "rotterdam", "utrecht"):
        server.add_box(court)
    assert watched(agent, server) == []
    known = agent.memory.known()
    other = replace(known.evidence, size=99) if lie == "shorter" else replace(known.evidence, root=bytes(32))
    assert agent.memory.replace(known, replace(known, evidence=other))
    assert watched(agent, server) == [(f"log-{lie}", None)]


def test_a_key_of_a_mailbox_that_is_not_ours_is_told_of_that_mailbox_only(agent, server):
    for court in ("amsterdam", "rotterdam", "utrecht"):
        server.add_box(court)
    swapped, relogged, garbled = server.boxes
    theirs = identity_recipient(generate_hybrid())
    server.log.named[swapped] = theirs
    server.log.add({**server.boxes[relogged], "recipient": theirs})
    server.log.named[garbled] = {"no": "key"}
    assert sorted(watched(agent, server)) == sorted(
        [("named", swapped), ("key-log", relogged), ("named", garbled)]
    )
