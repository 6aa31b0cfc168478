"""The log goes on under a new key: what the old one signed still holds, and it says itself which key follows."""

import base64
from dataclasses import replace

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.things import happen
from zegel.client.verify import main
from zegel.evidence import keys
from zegel.evidence.actions import extend_log, rotate_key
from zegel.evidence.models import Checkpoint, KeyChange, Record
from zegel.evidence.queries import key_changes, newest_checkpoint, origin, public_log_key, public_log_keys
from zegel.lib.moments import now
from zegel.seal.checkpoint import signer_of, verify
from zegel.seal.errors import CheckpointError
from zegel.seal.succession import announce, followed


@pytest.fixture(autouse=True)
def own_secrets(db, tmp_path, monkeypatch):
    """A secrets folder of this test, so that no other test sees its keys."""
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, secrets=tmp_path / "secrets"))


def grow():
    happen(at=now())
    extend_log(at=now())
    return newest_checkpoint().note


def raw(key):
    return base64.b64decode(key)


def test_old_states_hold_under_the_old_key_and_new_ones_under_the_new(tmp_path):
    before, old = grow(), public_log_key()
    new = base64.b64encode(rotate_key(at=now())).decode()
    after = grow()
    assert public_log_keys() == [new, old]
    verify(before, origin(), raw(old))
    verify(after, origin(), raw(new))
    for note, key in [(before, new), (after, old)]:
        with pytest.raises(CheckpointError):
            verify(note, origin(), raw(key))


def test_the_announcement_is_in_the_log_under_the_old_key():
    grow()
    old = public_log_key()
    rotate_key(at=now())
    record = Record.objects.get(event="evidence.key.changed")
    [note] = key_changes()
    assert note.splitlines()[3].encode() in bytes(record.body)
    covering = Checkpoint.objects.filter(size__gt=record.index).order_by("size").first()
    assert signer_of(covering.note, origin(), [raw(old)]) == raw(old)


def test_who_trusts_the_first_key_is_led_to_the_last():
    first = raw(public_log_key())
    second, third = rotate_key(at=now()), rotate_key(at=now())
    assert followed(key_changes(), origin(), [first]) == [first, second, third]
    assert followed(key_changes(), origin(), [third]) == [third]
    stranger = announce(origin(), bytes(32), third)
    assert followed([stranger], origin(), [first]) == [first]
    forged = key_changes()[0].replace(base64.b64encode(second).decode(), base64.b64encode(bytes(32)).decode())
    with pytest.raises(CheckpointError):
        followed([forged], origin(), [first])
    with pytest.raises(CheckpointError):
        followed(key_changes(), "other.example", [first])


def test_a_rotation_that_was_cut_off_is_taken_up(monkeypatch):
    grow()
    with monkeypatch.context() as broken:
        broken.setattr("zegel.evidence.actions.adopt_next", lambda: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            rotate_key(at=now())
    verify(grow(), origin(), raw(public_log_key()))
    coming = keys.next_seed()
    rotate_key(at=now())
    assert KeyChange.objects.count() == 1
    assert keys.log_seed() == coming
    assert not (settings.ENVIRONMENT.secrets / "log.key.next").exists()


def test_two_states_over_a_change_of_key_are_consistent(tmp_path, capsys):
    old = public_log_key()
    (tmp_path / "old").write_text(grow())
    call_command("rotate_log_key")
    new = capsys.readouterr().out.strip()
    (tmp_path / "new").write_text(grow())
    call_command("export_log", tmp_path / "log", verbosity=0)
    capsys.readouterr()
    both = ["--consistency", str(tmp_path / "old"), str(tmp_path / "new"), "--tiles", str(tmp_path / "log")]
    assert main([*both, "--key", old, "--key", new]) == 0
    assert main([*both, "--key", old]) == 1
    assert main(["--log", str(tmp_path / "log"), "--key", old]) == 0
