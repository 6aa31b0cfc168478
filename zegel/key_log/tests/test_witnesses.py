"""The log of keys has its states cosigned by witnesses outside, and says so to whoever seals."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from tests.personas import Holder
from zegel.config.environment import UnusableSetting, read
from zegel.key_log.actions import collect_cosignatures
from zegel.key_log.queries import key_proofs, newest_witnessed, published_note
from zegel.seal.cosignature import cosigned_at
from zegel.seal.errors import CheckpointError
from zegel.seal.policy import Group, check, parse, quorum_moment

from .court_of_witnesses import Witnesses, three_witnesses
from .world import LATER, grown, renewed


@pytest.fixture
def court(db: None, tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Witnesses:
    return three_witnesses(tmp_path, settings, monkeypatch, LATER)


def lie(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_each_state_is_cosigned_and_who_writes_gets_it_with_the_keys(
    lawyer: Holder, court: Witnesses, client: Client
) -> None:
    for size in (1, 2, 3):
        renewed(lawyer)
        grown()
        assert collect_cosignatures(at=LATER)
        proof = key_proofs([lawyer.box.address])[lawyer.box.address]
        found = check(court.policy, proof.witnessed)
        assert (found.checkpoint.size, len(found.moments), found.since) == (
            size,
            3,
            LATER.replace(microsecond=0),
        )
        assert published_note(LATER) == proof.witnessed
    # The policy that everybody can read is the one that it holds under, and tells no address of a witness.
    published = client.get("/keys/policy").content.decode()
    assert check(parse(published), proof.witnessed).checkpoint.size == 3
    assert "http" not in published


def test_witnesses_are_asked_when_the_log_grew_and_again_after_a_while(
    lawyer: Holder, court: Witnesses
) -> None:
    assert collect_cosignatures(at=LATER)
    assert court.asked == []
    renewed(lawyer)
    grown()
    collect_cosignatures(at=LATER)
    asked = len(court.asked)
    assert collect_cosignatures(at=LATER + timedelta(minutes=9))
    assert len(court.asked) == asked
    court.at = LATER + timedelta(minutes=10)
    assert collect_cosignatures(at=court.at)
    assert newest_witnessed().at == court.at.replace(microsecond=0)


def test_a_witness_that_was_killed_stops_nobody_and_catches_up(lawyer: Holder, court: Witnesses) -> None:
    court.away = {"courts"}
    for _ in range(2):
        renewed(lawyer)
        grown()
        assert collect_cosignatures(at=LATER)
    court.away = {"bar"}
    renewed(lawyer)
    grown()
    # It has seen nothing yet, says so with 409, and is proved everything from there.
    assert collect_cosignatures(at=LATER)
    moments = check(court.policy, newest_witnessed().note).moments
    assert {name.split(".")[0] for name in moments} == {"bailiffs", "courts"}


def test_without_a_quorum_the_state_that_had_one_stays_and_after_a_while_the_newest_is_published(
    lawyer: Holder, court: Witnesses
) -> None:
    renewed(lawyer)
    grown()
    collect_cosignatures(at=LATER)
    court.away = {"bar", "courts"}
    renewed(lawyer)
    grown()
    assert not collect_cosignatures(at=LATER)
    proof = key_proofs([lawyer.box.address])[lawyer.box.address]
    assert (proof.note.split("\n")[1], proof.witnessed.split("\n")[1]) == ("2", "1")
    since = newest_witnessed().at
    for minutes, size in ((59, "1"), (60, "2")):
        assert published_note(since + timedelta(minutes=minutes)).split("\n")[1] == size
    # Back again, the witnesses vouch for what came meanwhile.
    court.away = set()
    assert collect_cosignatures(at=LATER)
    assert newest_witnessed().size == 2


def test_a_log_that_was_rewritten_or_cut_off_gets_no_cosignature(
    lawyer: Holder, court: Witnesses, caplog
) -> None:
    for _ in range(3):
        renewed(lawyer)
        grown()
    collect_cosignatures(at=LATER)
    lie(
        "DELETE FROM key_log_entry WHERE index = 2; DELETE FROM key_log_state WHERE size = 3; UPDATE key_log_witnessed SET size = 2"
    )
    assert not collect_cosignatures(at=LATER + timedelta(hours=1))
    assert "has seen 3 entries" in caplog.text


def test_an_answer_that_is_no_cosignature_counts_for_nothing(lawyer: Holder, court: Witnesses) -> None:
    renewed(lawyer)
    grown()
    for garble in (
        lambda _: "",
        lambda text: text.replace("a", "b"),
        lambda text: f"x\n\n{text}" * 9000,
        lambda _: "\u2014 bar.example/w AAAA\n",
    ):
        court.garble = garble
        assert not collect_cosignatures(at=LATER)
    assert newest_witnessed() is None
    # Lines of others beside its own are left out.
    court.garble = lambda text: f"{text}\u2014 other.example/x AAAABBBB\n"
    assert collect_cosignatures(at=LATER)
    assert "other.example" not in newest_witnessed().note


def test_too_few_or_a_wrong_cosignature_is_not_believed(lawyer: Holder, court: Witnesses) -> None:
    renewed(lawyer)
    grown()
    collect_cosignatures(at=LATER)
    note = newest_witnessed().note
    bare, _, lines = note.partition("\n\n")
    log_line, *witnesses = lines.splitlines()
    only = "\n".join([log_line, witnesses[0]])
    with pytest.raises(CheckpointError, match="too few"):
        check(court.policy, f"{bare}\n\n{only}\n")
    other = replace(court.policy, quorum=next(iter(court.policy.witnesses)))
    assert check(other, note).since == cosigned_at(note, next(iter(other.witnesses.values())).key)


@given(st.lists(st.integers(0, 100), max_size=5), st.integers(1, 5))
@given_settings(max_examples=40)
def test_the_moment_of_a_quorum_is_that_of_the_last_one_needed(ages: list[int], needed: int) -> None:
    names = [f"w{number}" for number in range(5)]
    policy = parse("quorum none")
    policy = replace(policy, groups={"g": Group(needed, tuple(names))}, quorum="g")
    moments = {name: LATER - timedelta(minutes=age) for name, age in zip(names, ages, strict=False)}
    expected = LATER - timedelta(minutes=sorted(ages)[needed - 1]) if len(ages) >= needed else None
    assert quorum_moment(policy, moments) == expected


@pytest.mark.parametrize("text", ["quorum none\n", "quorum x\n", "", "\x00"])
def test_a_file_that_names_no_quorum_is_refused_at_the_start(tmp_path: Path, text: str) -> None:
    place = tmp_path / "witnesses"
    place.write_text(text)
    with pytest.raises(UnusableSetting, match="ZEGEL_WITNESSES"):
        read({"ZEGEL_WITNESSES": str(place), "ZEGEL_DATA": str(tmp_path)})
