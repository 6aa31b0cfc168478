"""A secret on its way opens for its own row only, and for nobody once its day's key is gone."""

import stat
import subprocess
import sys
from datetime import timedelta
from uuid import uuid4

import pytest

from zegel.lib.moments import now
from zegel.mail.letters import GuestNotice
from zegel.notify import relay
from zegel.notify.actions import tidy
from zegel.notify.models import OutboundMail

from .conftest import AT, SECRET, queue, relay_folder


def test_a_sealed_secret_opens_for_its_row_only(tmp_path):
    row = uuid4()
    sealed = relay.seal(SECRET, row=row, at=AT, folder=tmp_path)
    assert SECRET.encode() not in sealed
    assert relay.open_sealed(sealed, row=row, folder=tmp_path) == SECRET
    with pytest.raises(relay.RelayError):
        relay.open_sealed(sealed, row=uuid4(), folder=tmp_path)
    with pytest.raises(relay.RelayError):
        relay.open_sealed(sealed[:-1] + b"x", row=row, folder=tmp_path)
    with pytest.raises(relay.RelayError):
        relay.open_sealed(b"", row=row, folder=tmp_path)


def test_the_key_is_readable_by_the_service_only(tmp_path):
    relay.seal(SECRET, row=uuid4(), at=AT, folder=tmp_path / "relay")
    (key,) = (tmp_path / "relay").iterdir()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700


RACER = """
import sys, time
from pathlib import Path
from zegel.notify import relay
time.sleep(max(0, float(sys.argv[2]) - time.time()))
print(relay._key(Path(sys.argv[1]), "20261122").hex())
"""


def test_processes_that_race_agree_on_one_key(tmp_path):
    command = [sys.executable, "-c", RACER, str(tmp_path), str(now().timestamp() + 1.5)]
    racers = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]
    keys = {racer.communicate(timeout=30)[0] for racer in racers}
    assert len(keys) == 1
    assert len(keys.pop().strip()) == 64
    assert [path.name for path in tmp_path.iterdir()] == ["20261122.key"]


@pytest.mark.django_db(transaction=True)
def test_a_key_lives_as_long_as_a_row_needs_it(surroundings, posted):
    waiting = queue()
    queue(at=AT + timedelta(days=1))
    tidy(at=AT + timedelta(days=1))
    assert len(list(relay_folder().iterdir())) == 2
    OutboundMail.objects.filter(pk=waiting.pk).update(sealed_secret=None)
    tidy(at=AT + timedelta(days=1))
    assert [path.stem for path in relay_folder().iterdir()] == ["20261123"]


@pytest.mark.django_db
def test_nothing_of_the_secret_is_in_the_row(surroundings, posted):
    mail = queue()
    row = OutboundMail.objects.values().get(pk=mail.pk)
    assert SECRET not in repr({**row, "sealed_secret": bytes(row["sealed_secret"])})
    assert SECRET not in repr(posted)


@pytest.mark.django_db
def test_a_secret_in_params_is_a_mistake(surroundings, posted):
    with pytest.raises(ValueError, match="secret"):
        queue(letter=GuestNotice(organisation="R", phone="1", guest=f"1#{SECRET}"))
