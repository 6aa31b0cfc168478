"""A real authority stamps the log's state; its word is kept, handed out, and believed by a third party's tool."""

import json
import subprocess
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings

from tests import authority
from tests.personas import AT
from tests.things import happen
from zegel.client.verify import main as verify_command
from zegel.evidence.actions import cosign_newest, extend_log, stamp_newest
from zegel.evidence.errors import StampRefused
from zegel.evidence.models import Stamp
from zegel.evidence.queries import (
    all_checkpoints,
    newest_checkpoint,
    proof_file,
    proof_of,
    records_of,
    witness_policy,
)
from zegel.key_log.tests.court_of_witnesses import three_witnesses
from zegel.lib.moments import now
from zegel.seal import stamp
from zegel.seal.errors import StampError
from zegel.seal.policy import check, write


@pytest.fixture(scope="module")
def tsa(tmp_path_factory):
    with authority.running(tmp_path_factory.mktemp("tsa")) as found:
        yield found


@pytest.fixture
def stamped(tsa, db, monkeypatch):
    """An installation that knows the authority, with a log of one record."""
    tsa.broken = False
    known = replace(settings.ENVIRONMENT, tsa=tsa.url, tsa_ca=str(tsa.ca))
    monkeypatch.setattr(settings, "ENVIRONMENT", known)
    grow()
    return tsa


def grow():
    [record] = happen(at=AT)
    extend_log(at=AT)
    return records_of(record.subject, record.event)[0]


def openssl_says(tsa, answer, note, folder):
    (folder / "note").write_text(note)
    (folder / "answer.tsr").write_bytes(answer)
    words = ["-data", folder / "note", "-in", folder / "answer.tsr", "-CAfile", tsa.ca]
    done = subprocess.run(["openssl", "ts", "-verify", *words], capture_output=True, text=True, check=False)
    return done.returncode == 0 and "Verification: OK" in done.stdout + done.stderr


def test_the_newest_state_is_stamped_once(stamped):
    before = stamped.asked
    assert stamp_newest(at=AT)
    assert not stamp_newest(at=AT)
    assert stamped.asked == before + 1
    kept = Stamp.objects.get()
    assert kept.checkpoint == newest_checkpoint()
    assert abs(kept.at - now()) < timedelta(minutes=1)


def test_openssl_believes_what_was_kept_and_nothing_else(stamped, tmp_path):
    stamp_newest(at=AT)
    note, answer = newest_checkpoint().note, bytes(Stamp.objects.get().token)
    assert openssl_says(stamped, answer, note, tmp_path)
    assert not openssl_says(stamped, answer, note + "x", tmp_path)


def test_we_believe_what_openssl_believes(stamped, tmp_path_factory):
    stamp_newest(at=AT)
    note, answer = newest_checkpoint().note, bytes(Stamp.objects.get().token)
    trusted = stamp.authorities(stamped.ca.read_bytes())
    assert stamp.check(answer, note, trusted).utcoffset() == timedelta()
    for wrong in (
        lambda: stamp.check(answer, note + "x", trusted),
        lambda: stamp.check(answer, note, trusted, nonce=1),
        lambda: stamp.check(answer[:-1], note, trusted),
        lambda: stamp.check(b"", note, trusted),
        lambda: stamp.check(bytes(stamp.ANSWER_LIMIT + 1), note, trusted),
        lambda: stamp.authorities(b"no certificate"),
    ):
        with pytest.raises(StampError):
            wrong()
    with (
        authority.running(tmp_path_factory.mktemp("other")) as other,
        pytest.raises(StampError),
    ):
        stamp.check(answer, note, stamp.authorities(other.ca.read_bytes()))


def test_a_record_is_proven_by_the_first_state_that_was_stamped(stamped):
    early = grow()
    stamp_newest(at=AT)
    first = newest_checkpoint()
    late = grow()
    assert proof_of(early).note == first.note
    assert proof_of(early).stamp == bytes(Stamp.objects.get().token)
    assert proof_of(late).note == newest_checkpoint().note
    assert proof_of(late).stamp is None
    stamp_newest(at=AT)
    assert proof_of(early).note == first.note
    assert proof_of(early, late).note == newest_checkpoint().note
    assert proof_of(late).stamp is not None


def test_without_a_working_authority_the_log_goes_on(stamped):
    stamped.broken = True
    with pytest.raises(StampRefused):
        stamp_newest(at=AT)
    assert proof_of(grow()).stamp is None
    stamped.broken = False
    assert stamp_newest(at=AT)


def test_without_an_authority_nothing_is_asked(db):
    grow()
    assert not stamp_newest(at=AT)


def test_where_witnesses_are_a_proof_carries_their_word_and_the_stamp_of_one_state(
    stamped, settings, tmp_path, monkeypatch
):
    court = three_witnesses(tmp_path, settings, monkeypatch, AT)
    early = grow()
    assert cosign_newest(at=AT)
    size = newest_checkpoint().size
    late = grow()
    assert stamp_newest(at=AT)
    proof = proof_of(early)
    assert check(witness_policy(), proof.note).checkpoint.size == size
    assert openssl_says(stamped, proof.stamp, proof.note, tmp_path)
    # What came after waits for both.
    assert proof_of(late).stamp is None
    court.at = AT + timedelta(minutes=1)
    assert cosign_newest(at=court.at)
    assert stamp_newest(at=court.at)
    assert check(witness_policy(), proof_of(late).note).checkpoint.size > size
    assert proof_of(late).stamp is not None
    # A copy of the log has what was stamped.
    told = [(note, token) for note, token in all_checkpoints(newest_checkpoint().size) if token]
    assert len(told) == 2
    assert all(openssl_says(stamped, token, note, tmp_path) for note, token in told)


def test_the_command_says_of_such_a_proof_that_a_quorum_saw_it_and_when_it_was_stamped(
    stamped, settings, tmp_path, monkeypatch, capsys
):
    three_witnesses(tmp_path, settings, monkeypatch, AT)
    early = grow()
    cosign_newest(at=AT)
    stamp_newest(at=AT)
    (tmp_path / "proof").write_text(json.dumps(proof_file(proof_of(early))))
    (tmp_path / "policy").write_text(write(witness_policy()))
    assert verify_command([str(tmp_path / "proof"), "--policy", str(tmp_path / "policy")]) == 0, (
        capsys.readouterr()
    )


def test_silent_witnesses_hold_up_no_stamp_and_their_word_goes_before_once_they_are_back(
    stamped, settings, tmp_path, monkeypatch
):
    court = three_witnesses(tmp_path, settings, monkeypatch, AT)
    cosign_newest(at=AT)
    silent = AT + timedelta(hours=25)
    record = grow()
    assert stamp_newest(at=silent)
    assert proof_of(record).note == newest_checkpoint().note
    assert proof_of(record).stamp is not None
    grow()
    court.at = silent
    assert cosign_newest(at=silent)
    assert stamp_newest(at=silent)
    found = proof_of(record)
    assert check(witness_policy(), found.note).since is not None
    assert openssl_says(stamped, found.stamp, found.note, tmp_path)
