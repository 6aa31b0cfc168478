"""The log of evidence has its states cosigned too, and what is proved by it can be held to the witnesses by anybody."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from tests.personas import Holder
from zegel.client.verify import main
from zegel.evidence.actions import cosign_newest, extend_log
from zegel.evidence.models import Record
from zegel.evidence.queries import newest_cosigned, proof_file, proof_of, published_note
from zegel.seal.policy import check

from .court_of_witnesses import Witnesses, three_witnesses
from .world import LATER, renewed


@pytest.fixture
def court(db: None, tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Witnesses:
    return three_witnesses(tmp_path, settings, monkeypatch, LATER)


def recorded(holder: Holder) -> Record:
    """Something happens and comes into the log."""
    renewed(holder)
    extend_log(at=LATER)
    return Record.objects.order_by("-index")[0]


def test_the_state_that_is_published_is_cosigned_and_proofs_rest_on_it(
    lawyer: Holder, court: Witnesses, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zegel.portal.information.views.log.now", lambda: LATER)
    record = recorded(lawyer)
    before = proof_of(record)
    assert cosign_newest(at=LATER)
    published = client.get("/checkpoint").content.decode()
    found = check(court.policy, published)
    assert (found.checkpoint.size, len(found.moments)) == (record.index + 1, 3)
    assert proof_of(record).note == published_note(LATER) == published
    assert published.startswith(before.note)


def test_what_came_after_the_witnesses_is_proved_all_the_same(lawyer: Holder, court: Witnesses) -> None:
    first = recorded(lawyer)
    cosign_newest(at=LATER)
    second = recorded(lawyer)
    assert proof_of(first).note == newest_cosigned().note
    assert proof_of(first, second).note.count("\u2014") == 1


def test_a_busy_log_is_cosigned_now_and_then_and_a_quiet_one_to_tell_that_they_are_there(
    lawyer: Holder, court: Witnesses
) -> None:
    recorded(lawyer)
    cosign_newest(at=LATER)
    asked = len(court.asked)
    recorded(lawyer)
    assert cosign_newest(at=LATER + timedelta(seconds=19))
    assert len(court.asked) == asked
    assert cosign_newest(at=LATER + timedelta(seconds=20))
    assert len(court.asked) == 2 * asked
    assert cosign_newest(at=LATER + timedelta(minutes=9))
    assert len(court.asked) == 2 * asked
    assert cosign_newest(at=LATER + timedelta(minutes=10))
    assert len(court.asked) == 3 * asked


def test_while_witnesses_are_silent_nothing_stops_and_what_they_saw_stays_published_for_a_day(
    lawyer: Holder, court: Witnesses
) -> None:
    recorded(lawyer)
    cosign_newest(at=LATER)
    seen = newest_cosigned()
    court.away = {"bar", "courts"}
    second = recorded(lawyer)
    assert not cosign_newest(at=LATER + timedelta(minutes=1))
    assert proof_of(second).note.count("\u2014") == 1
    assert published_note(seen.at + timedelta(hours=23)) == seen.note
    assert published_note(seen.at + timedelta(hours=24)) == proof_of(second).note


def test_a_log_that_was_cut_off_is_cosigned_by_nobody(lawyer: Holder, court: Witnesses) -> None:
    for _ in range(2):
        newest = recorded(lawyer)
    cosign_newest(at=LATER)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM evidence_checkpoint WHERE size > %s", [newest.index])
        cursor.execute("UPDATE evidence_cosigned SET size = %s", [newest.index])
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert not cosign_newest(at=LATER + timedelta(hours=1))


def test_the_command_line_holds_a_proof_to_witnesses(
    lawyer: Holder, court: Witnesses, client: Client, tmp_path: Path
) -> None:
    record, place, policy = recorded(lawyer), tmp_path / "proof.json", tmp_path / "policy"
    policy.write_bytes(client.get("/keys/policy").content)
    place.write_text(json.dumps(proof_file(proof_of(record))))
    assert main([str(place), "--policy", str(policy)]) == 2
    cosign_newest(at=LATER)
    place.write_text(json.dumps(proof_file(proof_of(record))))
    assert main([str(place), "--policy", str(policy)]) == 0
    policy.write_text(policy.read_text().replace("group two 2", "group two 3"))
    assert main([str(place), "--policy", str(policy)]) == 0
    court.away = {"bar"}
    later = recorded(lawyer)
    cosign_newest(at=LATER + timedelta(hours=1))
    place.write_text(json.dumps(proof_file(proof_of(later))))
    assert main([str(place), "--policy", str(policy)]) == 2


def test_where_nobody_witnesses_nobody_is_asked(lawyer: Holder, django_assert_num_queries) -> None:
    record = recorded(lawyer)
    with django_assert_num_queries(0):
        assert newest_cosigned() is None
    assert cosign_newest(at=LATER)
    assert proof_of(record).note.count("\u2014") == 1
