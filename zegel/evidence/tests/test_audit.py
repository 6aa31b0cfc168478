"""Somebody outside reads a copy of the log with `zegel verify --log`, and finds what anybody did to it."""

import base64
import itertools
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from tests.personas import AT
from tests.things import happen
from zegel.client.verify import main
from zegel.evidence.actions import accept_clock, extend_log
from zegel.evidence.keys import log_seed
from zegel.evidence.models import Checkpoint, Record, Tile
from zegel.evidence.queries import newest_checkpoint, origin, public_log_key
from zegel.seal.checkpoint import checkpoint_body, sign
from zegel.seal.merkle import Frontier, leaf_hash

_numbers = itertools.count()


def grow(count, at=AT):
    happen(count, at=at)
    extend_log(at=at)


@pytest.fixture
def log(db):
    """A log of three rounds and more than two tiles."""
    for count in (1, 254, 260):
        grow(count)


def alter(statement, *values):
    """What somebody with every right in the database does, whom no trigger stops."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def rebuild(folder=None):
    """The log forged anew by who has the signing key as well: hashes, places, tiles and the last checkpoint."""
    records = list(Record.objects.filter(index__isnull=False).order_by("index"))
    for index, record in enumerate(records):
        alter(
            "UPDATE evidence_record SET index = %s, leaf = %s WHERE id = %s",
            index,
            leaf_hash(bytes(record.body)),
            record.pk,
        )
    alter("DELETE FROM evidence_tile")
    alter("DELETE FROM evidence_checkpoint")
    frontier = Frontier.over([leaf_hash(bytes(each_record.body)) for each_record in records])
    note = sign(checkpoint_body(origin(), frontier.size, frontier.root()), origin(), log_seed())
    Checkpoint.objects.create(
        size=frontier.size, root=frontier.root(), peaks=b"".join(frontier.peaks), note=note, at=AT
    )
    extend_log(at=AT)


@pytest.fixture
def audit(tmp_path, capsys):
    """Exports the log and lets the command read it; gives its status and its sentence."""

    def audited(*kept):
        folder = tmp_path / f"log-{next(_numbers)}"
        call_command("export_log", folder, verbosity=0)
        capsys.readouterr()
        words = ["--kept", *map(str, kept)] if kept else []
        status = main(["--log", str(folder), "--key", public_log_key(), *words])
        out, err = capsys.readouterr()
        assert (out + err).count("\n") == 1
        return status, out + err

    return audited


def test_an_honest_log_holds(log, audit):
    status, said = audit()
    assert (status, said) == (
        0, "valid: the log 127.0.0.1:8000 of 515 records is what was signed; checked: every record, every tile and 4 checkpoints.\n",
    )  # fmt: skip


def test_a_tampered_row_shows(log, audit):
    victim = Record.objects.get(index=300)
    alter(
        "UPDATE evidence_record SET body = %s WHERE id = %s",
        bytes(victim.body).replace(b"test.thing", b"text.thing"),
        victim.pk,
    )
    assert audit() == (
        1,
        "zegel verify: the log is not what was signed: record 300 is not the one that was logged.\n",
    )


def test_a_tampered_row_with_its_hashes_shows(log, audit):
    victim = Record.objects.get(index=300)
    changed = bytes(victim.body).replace(b"test.thing", b"text.thing")
    tile = Tile.objects.get(level=0, index=1)
    hashes = bytes(tile.hashes).replace(bytes(victim.leaf), leaf_hash(changed))
    alter(
        "UPDATE evidence_record SET body = %s, leaf = %s WHERE id = %s",
        changed,
        leaf_hash(changed),
        victim.pk,
    )
    alter("UPDATE evidence_tile SET hashes = %s WHERE level = 0 AND index = 1", hashes)
    status, said = audit()
    assert status == 1
    assert "not those that were signed" in said


@pytest.mark.parametrize("index", [0, 255, 256, 514])
def test_a_dropped_row_shows(log, audit, index):
    alter("DELETE FROM evidence_record WHERE index = %s", index)
    assert audit()[0] == 1
    alter("UPDATE evidence_record SET index = index + 10000 WHERE index > %s", index)
    alter("UPDATE evidence_record SET index = index - 10001 WHERE index > %s", index)
    assert audit()[0] == 1


def test_a_dropped_end_shows_beside_what_somebody_kept(log, audit, tmp_path):
    """The end of a log with its signatures leaves no trace in what is left: that is why checkpoints are kept outside."""
    kept = tmp_path / "kept"
    kept.write_text(newest_checkpoint().note)
    alter("DELETE FROM evidence_record WHERE index > 254")
    assert audit()[0] == 1
    alter("DELETE FROM evidence_checkpoint WHERE size > 255")
    assert audit()[0] == 0
    status, said = audit(kept)
    assert status == 1
    assert "knows 515 records, this log has 255: some were dropped" in said


def test_a_state_newer_than_what_witnesses_saw_last_is_no_dropped_end(log, tmp_path, capsys):
    """What is published is the state that witnesses cosigned last; a receipt can be some seconds ahead of it, or a day while they are silent."""
    folder, kept = tmp_path / "log", tmp_path / "kept"
    call_command("export_log", folder, verbosity=0)
    kept.write_text(newest_checkpoint().note)
    (folder / "checkpoint").write_text(Checkpoint.objects.get(size=255).note)
    asked = ["--log", str(folder), "--key", public_log_key(), "--kept", str(kept)]
    assert main(asked) == 0, capsys.readouterr()
    # The later part is looked at as well.
    tile = folder / "tile/0/001"
    tile.write_bytes(bytes(32) + tile.read_bytes()[32:])
    assert main(asked) == 1


def test_a_forked_log_shows_beside_what_somebody_kept(log, audit, tmp_path):
    """Whoever holds database and key can make a log that holds by itself; a kept checkpoint is the contradiction."""
    kept = tmp_path / "kept"
    kept.write_text(newest_checkpoint().note)
    assert audit(kept)[0] == 0
    alter("DELETE FROM evidence_record WHERE index = 300")
    alter("UPDATE evidence_record SET index = index + 10000 WHERE index > 300")
    alter("UPDATE evidence_record SET index = index - 10001 WHERE index > 300")
    rebuild()
    assert audit()[0] == 0
    status, said = audit(kept)
    assert status == 1
    assert "some were dropped" in said
    grow(5)
    status, said = audit(kept)
    assert status == 1
    assert "not those that were signed" in said


def test_a_back_dated_record_shows_though_the_log_holds(log, audit):
    """Put between with the key at hand: its moment does not fit its place."""
    grow(3, at=AT + timedelta(hours=2))
    grow(1, at=AT + timedelta(hours=1))
    status, said = audit()
    assert status == 1
    assert "record 518 is dated back: it says 2026-11-22 23:51:00, one before it 2026-11-23 00:51:00" in said


def test_a_clock_that_was_put_right_is_told_in_the_log(log, audit):
    grow(3, at=AT + timedelta(days=400))
    accept_clock(reason="a year ahead", at=AT)
    grow(3, at=AT + timedelta(seconds=5))
    assert audit()[0] == 0
    told = json.loads(bytes(Record.objects.get(event="evidence.clock.accepted").body))
    assert told["facts"] == {"reason": "a year ahead", "newest": (AT + timedelta(days=400)).isoformat()}


def test_a_wrong_tile_shows(log, audit):
    alter("UPDATE evidence_tile SET hashes = set_byte(hashes, 5, 1) WHERE level = 1")
    status, said = audit()
    assert status == 1
    assert "level 1" in said


def test_another_key_and_no_key(log, audit, tmp_path, capsys):
    call_command("export_log", tmp_path / "log", verbosity=0)
    other = base64.b64encode(bytes(32)).decode()
    assert main(["--log", str(tmp_path / "log"), "--key", other]) == 1
    assert main(["--log", str(tmp_path / "log")]) == 2
    assert main(["--log", str(tmp_path / "nothing"), "--key", other]) == 1
    capsys.readouterr()


def test_it_is_written_into_an_empty_folder_only(log, tmp_path):
    (tmp_path / "x").touch()
    with pytest.raises(CommandError):
        call_command("export_log", tmp_path)
